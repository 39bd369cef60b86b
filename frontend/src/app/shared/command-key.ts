/** The name of the key for commands: Cmd on a Mac, Ctrl elsewhere. */
export function commandKey(): string {
  return navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
}

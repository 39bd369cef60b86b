/**
 * What the keys of machines are remembered by among the alarms that were seen in a conversation: each pair that the server has shown to
 * this device has a name, and the last name is that of the pair shown last.
 */
const SHOWN = 'machineKeys/';

export function isShownMachine(name: string): boolean {
  return name.startsWith(SHOWN);
}

/** @param keys none for a machine that has lost them */
export function shownMachine(...keys: readonly string[]): string {
  return SHOWN + keys.join('/');
}

/** Where to go after a login: only to a path of this application, never to another site. */
export function returnUrl(asked: string | undefined): string {
  return asked !== undefined && /^\/(?![/\\])/.test(asked) ? asked : '/';
}

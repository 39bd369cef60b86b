import { join, resolve } from 'node:path';

/**
 * Whether a server with these variables shows the web client that is built here. A folder of one's own is one's own
 * business, and a server with two ports has its pages elsewhere.
 */
export function servesTheBuild(
  root: string,
  { STATIC_DIR = '', HTTP_PORT, WS_PORT }: Readonly<Record<string, string | undefined>>,
): boolean {
  const built = join(root, 'frontend/dist/browser');
  const isOurs = STATIC_DIR === '' || resolve(root, STATIC_DIR) === built;
  return isOurs && [undefined, '', HTTP_PORT].includes(WS_PORT);
}

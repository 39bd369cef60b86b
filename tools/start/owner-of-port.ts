import { globSync, readFileSync, readlinkSync } from 'node:fs';

export type PortOwner = { readonly pid: number; readonly command: string };

const listening = '0A';

/** Who listens on a TCP port, from /proc: undefined on other systems and for other users' processes. */
export function ownerOfPort(port: number): PortOwner | undefined {
  const sockets = new Set(['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeners(table, port)));
  const handle = globSync('/proc/[0-9]*/fd/*').find((path) => sockets.has(linkTarget(path)));
  const pid = handle?.split('/')[2];
  if (pid === undefined) return undefined;
  return { pid: Number(pid), command: readText(`/proc/${pid}/cmdline`).split('\0').join(' ').trim() };
}

/** The sockets, named as in /proc/<pid>/fd, that listen on the port. */
function listeners(table: string, port: number): string[] {
  const rows = readText(table)
    .split('\n')
    .map((row) => row.trim().split(/\s+/));
  return rows
    .filter(([, local, , state]) => state === listening && local?.endsWith(`:${hexadecimal(port)}`))
    .map((columns) => `socket:[${columns[9] ?? ''}]`);
}

function hexadecimal(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0');
}

function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

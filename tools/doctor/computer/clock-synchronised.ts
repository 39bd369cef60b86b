import { spawnSync } from 'node:child_process';

/** What systemd knows of the clock; undefined where there is none to ask. */
export function clockSynchronised(): boolean | undefined {
  const { stdout, status } = spawnSync('timedatectl', ['show', '--property=NTPSynchronized', '--value'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() === 'yes' : undefined;
}

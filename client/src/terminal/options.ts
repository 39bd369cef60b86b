import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SEALING } from '@parley/protocol';

/** The options of the command line. */
export interface Options {
  readonly user: string;
  /** If missing, the terminal asks for it. */
  readonly password?: string;
  readonly url: URL;
  /** If missing, it is looked up at the server. */
  readonly socketUrl?: URL;
  /** The origin that a login signs; the server must allow it. */
  readonly origin: string;
  /** Where the local copy is kept. */
  readonly data: string;
  /** Whether conversations are sealed; see `SEALING`. */
  readonly seals: boolean;
}

export const USAGE = `npm run chat -- --user NAME [--password PASSWORD] [--url http://localhost:8091]
  --socket-url URL  where sockets are; otherwise at --url, or the port behind it if there are none
  --origin ORIGIN   the address that people open, where it differs from --url
  --data FOLDER     where the local copy is kept; otherwise .parley in the home folder`;

const SPECIFICATION = {
  user: { type: 'string' },
  password: { type: 'string' },
  url: { type: 'string', default: 'http://localhost:8091' },
  'socket-url': { type: 'string' },
  origin: { type: 'string' },
  data: { type: 'string', default: join(homedir(), '.parley') },
} as const;

/** @throws TypeError for an unknown option, a missing user or an invalid address */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({ args: [...args], options: SPECIFICATION });
  if (values.user === undefined) throw new TypeError('--user is missing');
  const url = new URL(values.url);
  return {
    user: values.user,
    ...(values.password !== undefined && { password: values.password }),
    url,
    ...(values['socket-url'] !== undefined && { socketUrl: new URL(values['socket-url']) }),
    origin: values.origin ?? url.origin,
    data: values.data,
    seals: SEALING,
  };
}

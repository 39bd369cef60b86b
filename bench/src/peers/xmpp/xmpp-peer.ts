import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Peer } from '../../peer.ts';
import { ServerProcess, type Command } from '../../server-process.ts';
import { usernameOf } from './accounts.ts';
import { XmppUser } from './xmpp-user.ts';

/** As many as write in pairs and in the room. */
const USERS = 100;

/** An XMPP server that is installed here. */
export interface XmppServer {
  readonly name: string;
  /** On 127.0.0.1. */
  readonly port: number;
  /** Writes settings and accounts into an empty folder. @returns how the server is started in it */
  readonly prepare: (folder: string, usernames: readonly string[]) => Promise<Command>;
}

/** Starts it in a folder of its own. */
export async function startXmpp({ name, port, prepare }: XmppServer): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const usernames = Array.from({ length: USERS }, (_, i) => usernameOf(i));
  const server = await ServerProcess.run(await prepare(folder, usernames), () => isListening(port));
  return {
    name,
    server,
    connect: (users) => connectUsers(port, users),
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** One after the other: the client gives each step of a connection two seconds, and not more. */
async function connectUsers(port: number, users: number): Promise<readonly XmppUser[]> {
  const connected: XmppUser[] = [];
  for (let i = 0; i < users; i++) connected.push(await XmppUser.connect(port, i));
  return connected;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

import { hash, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AUTH_TOKEN_HEADER,
  directConversationId,
  encodeContent,
  NAMESPACE,
  ParleyError,
  ROUTES,
  type Ack,
  type ClientToServerEvents,
  type CreateGroup,
  type Entry,
  type ServerToClientEvents,
} from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Peer, PeerUser } from '../peer.ts';
import { ServerProcess } from '../server-process.ts';
import { connected } from './connected.ts';
import { register, type BenchAccount } from './account.ts';

const HTTP = 'http://127.0.0.1:18091';
const SOCKET = 'http://127.0.0.1:18092';

type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** The whole of Parley on a fresh SQLite file, with its limits on rate turned off. */
export async function startParley(): Promise<Peer> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'));
  const main = new URL('../../../backend/src/main.ts', import.meta.url).pathname;
  const env = {
    NODE_ENV: 'development',
    HTTP_PORT: '18091',
    WS_PORT: '18092',
    DB_PATH: join(folder, 'bench.db'),
    REGISTRATION: 'open',
    LOG_LEVEL: 'error',
    MESSAGE_RATE_LIMIT: '0',
    HTTP_RATE_LIMIT: '0',
    CONNECTION_RATE_LIMIT: '0',
  };
  const server = await ServerProcess.start(main, env, `${HTTP}/web/health`);
  return {
    name: 'Parley, SQLite',
    server,
    connect,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function connect(users: number): Promise<readonly PeerUser[]> {
  const accounts: BenchAccount[] = [];
  const run = randomUUID().slice(0, 8);
  for (let i = 0; i < users; i++) accounts.push(await register(HTTP, `bench_${run}_${i}`));
  const room = await createRoom(accounts);
  return Promise.all(accounts.map((account, i) => user(account, accounts[i ^ 1] ?? account, room)));
}

async function createRoom([owner, ...others]: readonly BenchAccount[]): Promise<string> {
  if (owner === undefined) throw new Error('a room needs somebody');
  const body: CreateGroup = {
    conversation: randomUUID(),
    id: randomUUID(),
    name: 'Bench',
    members: others.map(({ uid }) => uid),
    history: 'fromJoin',
  };
  const response = await fetch(`${HTTP}/web${ROUTES.createGroup.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [AUTH_TOKEN_HEADER]: owner.token },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`group: ${response.status} ${await response.text()}`);
  return body.conversation;
}

async function user(account: BenchAccount, partner: BenchAccount, room: string): Promise<PeerUser> {
  const socket: ChatSocket = io(SOCKET + NAMESPACE, {
    transports: ['websocket'],
    auth: { token: account.token },
    forceNew: true,
  });
  await connected(socket);
  const direct = directConversationId((bytes) => hash('sha256', bytes, 'buffer'), account.uid, partner.uid);
  const command = (text: string) => ({
    id: randomUUID(),
    body: { kind: 'message' as const },
    payload: encodeContent({ type: 'text', text }),
  });
  return {
    send: async (text) =>
      accepted(
        await socket.emitWithAck('privateMessage', {
          ...command(text),
          conversation: direct,
          peer: partner.uid,
        }),
      ),
    sendToRoom: async (text) =>
      accepted(await socket.emitWithAck('groupMessage', { ...command(text), conversation: room })),
    onMessage: (listener) =>
      void socket.on('response', (entry) => {
        if (entry.sender !== account.uid && entry.body.kind === 'message') listener();
      }),
    close: () => void socket.close(),
  };
}

function accepted(ack: Ack<Entry>): void {
  if (!ack.success) throw ParleyError.fromWire(ack.error);
}

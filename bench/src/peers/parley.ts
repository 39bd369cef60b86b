import { hash, randomUUID } from 'node:crypto';
import {
  AUTH_TOKEN_HEADER,
  directConversationId,
  encodeContent,
  NAMESPACE,
  CodedError,
  ROUTES,
  TIMING,
  type Ack,
  type ClientToServerEvents,
  type CreateGroup,
  type Entry,
  type ServerToClientEvents,
} from '@parley/protocol';
import { io, type Socket } from 'socket.io-client';
import type { Peer, PeerUser } from '../peer.ts';
import { connected } from './connected.ts';
import { register, type BenchAccount } from './account.ts';
import { DIRECT_RECEIPT_MS } from './direct-receipt.ts';
import { ParleyServer } from './parley-server.ts';
import { Receipts } from './receipts.ts';

const { http: HTTP, socket: SOCKET } = ParleyServer;

type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** A complete Parley. */
export async function startParley(): Promise<Peer> {
  const parley = await ParleyServer.start();
  return { name: 'Parley, open', server: parley.process, connect, stop: () => parley.stop() };
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
  const receiptsOf = (conversation: string, delay: number) =>
    new Receipts(delay, (seq) => socket.emit('delivered', { marks: [{ conversation, seq }] }));
  const receipts = new Map([
    [direct, receiptsOf(direct, DIRECT_RECEIPT_MS)],
    [room, receiptsOf(room, TIMING.marksMerge)],
  ]);
  socket.on('response', ({ conversation, seq }) => receipts.get(conversation)?.received(seq));
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
    onMessage: (listener) => {
      const heard = (entry: Entry) => {
        if (entry.sender !== account.uid && entry.body.kind === 'message') listener();
      };
      socket.on('response', heard);
      return () => void socket.off('response', heard);
    },
    close: () => {
      for (const one of receipts.values()) one.stop();
      socket.close();
    },
  };
}

function accepted(ack: Ack<Entry>): void {
  if (!ack.success) throw CodedError.fromWire(ack.error);
}

import { setTimeout as sleep } from 'node:timers/promises';
import { CodedError, TIMING, type ClientToServerEvents, type ServerToClientEvents } from '@parley/protocol';
import type { Socket } from 'socket.io-client';
import type { ParleyServer } from '../peers/parley/parley-server.ts';
import { openSocket } from './open-sockets.ts';

type ChatSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** ms */
export interface ComeBack {
  /** From the request to stop until the new server answers. */
  readonly restart: number;
  /** From then until the last client is in sync. */
  readonly inSync: number;
}

/**
 * Restarts the server under clients that are in sync, and waits until they are again. While the server is away they do not
 * try to connect: all in one process, they would delay each other's attempts. Each reconnects at a random moment within the
 * longest delay that real clients wait between attempts.
 */
export async function comeBack(parley: ParleyServer, tokens: readonly string[]): Promise<ComeBack> {
  const clients = await Promise.all(tokens.map((token) => synced(parley, token)));
  const start = performance.now();
  await parley.restart();
  const answers = performance.now();
  const returned = await Promise.all(clients.map((client) => returns(parley, client)));
  const end = performance.now();
  for (const socket of returned) socket.close();
  return { restart: answers - start, inSync: end - answers };
}

interface Client {
  readonly token: string;
  /** The token up to which it knows all heads. */
  readonly heads: string;
}

async function synced(parley: ParleyServer, token: string): Promise<Client> {
  return { token, heads: await catchUp(await openSocket(parley.socketOf(token))) };
}

async function returns(parley: ParleyServer, { token, heads }: Client): Promise<ChatSocket> {
  await sleep(Math.random() * TIMING.reconnectMax);
  const socket: ChatSocket = await openSocket(parley.socketOf(token));
  await catchUp(socket, heads);
  return socket;
}

/** @returns the token for everything it knows now */
async function catchUp(socket: ChatSocket, known?: string): Promise<string> {
  const ack = await socket.emitWithAck('heads', { ...(known !== undefined && { token: known }) });
  if (!ack.success) throw CodedError.fromWire(ack.error);
  const { token, more } = ack.response;
  return more ? catchUp(socket, token) : token;
}

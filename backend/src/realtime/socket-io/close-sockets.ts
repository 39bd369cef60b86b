import { setTimeout } from 'node:timers/promises';
import { NAMESPACE } from '@parley/protocol';
import type { ChatServer } from './chat-server.ts';

/** How long clients may take to receive what was sent to them, in ms. */
const PATIENCE = 1_000;
const LOOK = 10;

/** Closes all sockets once their sent data is gone: Socket.IO's own `close` would discard it. */
export async function closeSockets(io: ChatServer): Promise<void> {
  io.of(NAMESPACE).disconnectSockets(true);
  for (let waited = 0; io.engine.clientsCount > 0 && waited < PATIENCE; waited += LOOK)
    await setTimeout(LOOK);
  await io.close();
}

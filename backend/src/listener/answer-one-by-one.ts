import type { RequestListener, Server } from 'node:http';
import type { Server as HttpsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Requests that one connection may have sent without an answer. Browsers and proxies wait for each answer. */
const UNANSWERED = 4;

/**
 * Begins a request when the one before it on the same connection is answered, and cuts connections that go on sending.
 * Node.js would begin all that one packet brings, a thousand or more, keep what it read for each of them, and never
 * close the files of those whose turn did not come.
 * Call it after all other request listeners are added, those of Socket.IO too.
 */
export function answerOneByOne(server: Server | HttpsServer): void {
  const listeners = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on(
    'request',
    inTurn((request, response) => listeners.forEach((hear) => hear(request, response))),
  );
}

function inTurn(listener: RequestListener): RequestListener {
  const unanswered = new WeakMap<Socket, (() => void)[]>();
  return (request, response) => {
    const { socket } = request;
    const turns = unanswered.get(socket) ?? [];
    unanswered.set(socket, turns);
    if (turns.length === UNANSWERED) {
      socket.destroy();
      return;
    }
    const begin = () => {
      response.once('close', () => {
        turns.shift();
        if (!socket.destroyed) turns[0]?.();
      });
      listener(request, response);
    };
    turns.push(begin);
    if (turns.length === 1) begin();
  };
}

import type { Socket } from 'socket.io-client';

/** What a refused socket is told: `data` by the namespace, nothing before the upgrade. */
export interface RefusedError extends Error {
  readonly data?: unknown;
}

/** Waits until a socket is refused. */
export async function refusalOf(socket: Socket): Promise<RefusedError> {
  return new Promise((resolve, reject) => {
    socket.once('connect_error', resolve);
    socket.once('connect', () => reject(new Error('it was let in')));
  });
}

/** The part of a Socket.IO client that is used here, whatever its event maps. */
interface Connecting {
  once(event: 'connect', listener: () => void): unknown;
  once(event: 'connect_error', listener: (error: Error) => void): unknown;
}

/** Resolves when the socket is connected to its namespace; rejects with the reason if it was refused. */
export function connected(socket: Connecting): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

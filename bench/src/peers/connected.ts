/** What of a Socket.IO client this needs, whatever its event maps. */
interface Connecting {
  once(event: 'connect', listener: () => void): unknown;
  once(event: 'connect_error', listener: (error: Error) => void): unknown;
}

/** Resolves when the socket is in its namespace; rejects with the reason when it was refused. */
export function connected(socket: Connecting): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

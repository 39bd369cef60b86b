import type { Duplex } from 'node:stream';

/**
 * Lets all frames of one turn of the event loop leave a socket in one write. A commit acknowledges many messages at once,
 * and WebSocket libraries give each frame, which they cork for its header and payload, a system call of its own.
 */
export function batchWrites(socket: Duplex): void {
  const cork = socket.cork.bind(socket);
  let held = false;
  socket.cork = () => {
    cork();
    if (held) return;
    held = true;
    cork();
    process.nextTick(() => {
      held = false;
      socket.uncork();
    });
  };
}

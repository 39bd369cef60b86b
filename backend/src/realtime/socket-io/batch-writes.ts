import type { Duplex } from 'node:stream';

/**
 * Sends all frames of one turn of the event loop in one write. A commit acknowledges many messages at once, and WebSocket
 * libraries cork only the header and payload of each frame, which costs one system call per frame.
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

import { type Duplex, Writable } from 'node:stream';

/** The sockets that are corked until the end of this turn. */
const held = new WeakSet<Duplex>();

/**
 * Sends all frames of one turn of the event loop in one write. A commit acknowledges many messages at once, and WebSocket
 * libraries cork only the header and payload of each frame, which costs one system call per frame.
 */
export function batchWrites(socket: Duplex): void {
  socket.cork = corkUntilTurnEnds;
}

/** One function for all sockets: one for each would take memory on every socket. */
function corkUntilTurnEnds(this: Duplex): void {
  Writable.prototype.cork.call(this);
  if (held.has(this)) return;
  held.add(this);
  Writable.prototype.cork.call(this);
  process.nextTick(() => {
    held.delete(this);
    this.uncork();
  });
}

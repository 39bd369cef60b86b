import { createServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { CommitEachTick } from './commit-each-tick.ts';

// The minimum for a chat on Socket.IO: passes a message on and acknowledges it, and passes the receiver's acknowledgement back. Nothing
// is checked. With FILE it is stored first: all that arrived in one turn of the event loop in one commit.
const { PORT, FILE } = process.env;
const commits = FILE === undefined ? undefined : new CommitEachTick(FILE);
const http = createServer((request, response) => response.end(request.url));
const io = new Server(http, { perMessageDeflate: false, transports: ['websocket'] });
// As Socket.IO's documentation advises: the first request of a connection would stay in memory as long as it.
io.engine.on('connection', (connection: { request: unknown }) => {
  connection.request = undefined;
});

io.on('connection', (socket) => {
  const user = Number(socket.handshake.auth.user);
  void socket.join([`user:${user}`, 'room']);
  socket.on('received', (upTo: unknown) => io.to(`user:${user ^ 1}`).emit('receipt', upTo));
  relay(socket, 'message', (message) => io.to(`user:${user ^ 1}`).emit('response', message));
  relay(socket, 'roomMessage', (message) => socket.to('room').emit('response', message));
});

function relay(socket: Socket, event: string, pass: (message: unknown) => void): void {
  socket.on(event, (message: { readonly id: string }, ack: (answer: unknown) => void) => {
    const done = () => {
      pass(message);
      ack({ success: true, response: message });
    };
    if (commits === undefined) done();
    else commits.store(message, done);
  });
}

http.listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));

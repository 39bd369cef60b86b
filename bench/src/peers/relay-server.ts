import { createServer } from 'node:http';
import { Server } from 'socket.io';

// The minimum for a chat on Socket.IO: passes a message on and acknowledges it. Nothing is checked or stored.
const http = createServer((request, response) => response.end(request.url));
const io = new Server(http, { perMessageDeflate: false, transports: ['websocket'] });
io.on('connection', (socket) => {
  const user = Number(socket.handshake.auth.user);
  void socket.join([`user:${user}`, 'room']);
  socket.on('message', (message: unknown, ack: (answer: unknown) => void) => {
    io.to(`user:${user ^ 1}`).emit('response', message);
    ack({ success: true, response: message });
  });
  socket.on('roomMessage', (message: unknown, ack: (answer: unknown) => void) => {
    socket.to('room').emit('response', message);
    ack({ success: true, response: message });
  });
});
http.listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));

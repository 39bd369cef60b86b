import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Takes the server's place: answers with the headers that reached it, and echoes upgraded connections. */
export async function echoServer(port: string): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ port, ...request.headers }));
  });
  server.on('upgrade', (_request, socket) => {
    socket.on('error', () => socket.destroy());
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  await once(server.listen(Number(port), '127.0.0.1'), 'listening');
  return server;
}

/** Entry for what connects a browser where no WebSocket opens, loaded by then: see `server.ts`. */
export { createSocketIoTransport } from './link/connection/socket-io-transport.ts';

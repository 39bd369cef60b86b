/** The parts of the SDK that need Node.js. */
import './node/node-20.ts';

export { DirectEpochCrypto } from './crypto/epochs/direct-epoch-crypto.ts';
export { createNodeHttpTransport } from './node/node-http-transport.ts';
export { directKdf } from './node/direct-kdf.ts';
export { MemoryKeys } from './storage/memory/memory-keys.ts';
export { MemoryStorage } from './storage/memory/memory-storage.ts';
export { createSocketIoTransport } from './link/connection/socket-io-transport.ts';

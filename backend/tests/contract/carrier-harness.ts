import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { createLogger } from '../../src/logging/logger.ts';
import { Admission } from '../../src/realtime/admission/admission.ts';
import type { Connections } from '../../src/realtime/connections.ts';
import type { SocketIoOptions } from '../../src/realtime/socket-io/socket-io-connections.ts';
import { ConnectionWatch } from '../../src/realtime/sockets/connection-watch.ts';
import type { WebSocketOptions } from '../../src/realtime/websocket/web-socket-connections.ts';
import { AuditNotes } from '../../src/security/audit/audit-notes.ts';
import { windowLimit } from '../../src/security/limits/window-limit.ts';
import { createMemoryStores } from '../../src/store/memory/index.ts';
import type { ContractClient, ContractHarness } from './connections-contract.ts';

const LIMITLESS = windowLimit('none', 0, 1);
const BOUNDS = { total: 100, perUser: 100, perAddress: 100, rate: LIMITLESS, hardRate: LIMITLESS };

/** What carries connections, on a real port. */
interface Carrier extends Connections {
  attach(server: Server): void;
  close(): Promise<void>;
}

type CarrierOptions = SocketIoOptions & Omit<WebSocketOptions, 'language'>;

/** Real sockets on a real port. */
export async function carrierHarness(
  carry: (options: CarrierOptions) => Carrier,
  connect: (url: string, token: string) => ContractClient,
): Promise<ContractHarness> {
  const clock = Date.now;
  const logger = createLogger({ level: 'silent', pretty: false });
  const auditNotes = new AuditNotes({ ...createMemoryStores(), clock }, (error) => {
    throw error;
  });
  const admission = new Admission({ bounds: BOUNDS, clock, auditNotes });
  const connections = carry({
    access: {
      allowedOrigins: [],
      cookieName: 'chatToken',
      secure: false,
      addressOf: () => '127.0.0.1',
      allowedAddresses: undefined,
      certificateHeader: undefined,
    },
    admission,
    auditNotes,
    clock,
    logger,
    frameBytes: 65_536,
    watch: new ConnectionWatch({
      clock,
      unsentBytes: 10_000_000,
      flooded: admission.flooded.bind(admission),
    }),
    draining: () => false,
    queryToken: false,
  });
  const server = createServer();
  connections.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => connections.close());
  const { port } = server.address() as AddressInfo;
  return {
    connections,
    connect: (token) => connect(`http://127.0.0.1:${port}`, token),
    until: (condition) => expect.poll(condition, { timeout: 5_000, interval: 5 }).toBe(true),
  };
}

import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { ConnectionListener, Transport } from '../../ports/transport.ts';
import { createBrowserTransport } from './browser-transport.ts';

/** Polls that a test answers by itself. */
class FakePolling {
  listener: ConnectionListener | undefined;
  connects = 0;
  readonly sent: string[] = [];
  readonly transport: Transport = {
    connect: (_, listener) => {
      this.connects++;
      this.listener = listener;
      return {
        emit: (name) => void this.sent.push(name),
        request: (name) => Promise.resolve(`answer to ${name}`),
        close: () => void this.sent.push('closed'),
      };
    },
  };
}

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function setUp(url: string, loadPolling?: () => Promise<Transport>) {
  const polling = new FakePolling();
  const told: string[] = [];
  const listener: ConnectionListener = {
    opened: () => told.push('opened'),
    refused: ({ code }) => told.push(code),
    closed: (reason) => told.push(reason),
    event: (name) => told.push(name),
  };
  const load = loadPolling ?? (() => Promise.resolve(polling.transport));
  const transport = createBrowserTransport({ url, loadPolling: load });
  return { polling, told, connect: () => transport.connect(() => 'token', listener) };
}

/** A proxy that answers every request, and so refuses WebSockets. */
const refusing = () => createHttpServer((_, response) => response.writeHead(403).end());

test('where WebSockets are refused, long polling carries the connection', async () => {
  const { polling, told, connect } = setUp(await listening(refusing()));
  const connection = connect();
  await vi.waitFor(() => expect(polling.connects).toBe(1));
  expect(told).toEqual([]);

  polling.listener?.opened();
  polling.listener?.event('typing', {});
  expect(told).toEqual(['opened', 'typing']);
  expect(await connection.request('heads', {})).toBe('answer to heads');
  connection.emit('read', { marks: [] });
  connection.close();
  expect(polling.sent).toEqual(['read', 'closed']);

  // WebSockets may go through by now.
  connect().close();
  expect(polling.connects).toBe(1);
});

test('where long polling cannot be loaded, the attempt has failed', async () => {
  const { told, connect } = setUp(await listening(refusing()), () => Promise.reject(new Error('away')));
  connect();
  await vi.waitFor(() => expect(told).toEqual(['long polling could not be loaded: Error: away']));
});

test('after an attempt that nobody answered, the next one tries the other way', async () => {
  const { polling, connect } = setUp(await listening(createServer()));
  connect().close();
  expect(polling.connects).toBe(0);
  connect().close();
  connect().close();
  const fourth = connect();
  await vi.waitFor(() => expect(polling.connects).toBe(1));
  polling.listener?.closed('broken');
  fourth.close();
  connect().close();
  expect(polling.connects).toBe(1);
});

test('an attempt that is closed while long polling is loaded stays closed', async () => {
  const polling = new FakePolling();
  const loaded = Promise.withResolvers<Transport>();
  const load = vi.fn(() => loaded.promise);
  const { told, connect } = setUp(await listening(refusing()), load);
  const connection = connect();
  await vi.waitFor(() => expect(load).toHaveBeenCalledOnce());
  connection.close();
  loaded.resolve(polling.transport);
  await loaded.promise;
  expect(polling.connects).toBe(0);
  expect(told).toEqual([]);
});

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SOCKET_PATH } from '@parley/protocol';
import { expect, onTestFinished, test } from 'vitest';
import { selfSignedCertificate } from '../../src/tls/self-signed-certificate.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

/** A TCP connection that says what it is told, and never more. */
async function open(url: string, said = ''): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  socket.resume().on('error', () => undefined);
  socket.write(said);
  return socket;
}

/** Seconds until the other end is gone, by a reset as well, which `once` would take for an error. */
async function secondsToEnd(socket: Socket): Promise<number> {
  const before = performance.now();
  await new Promise((resolve) => socket.once('close', resolve));
  return (performance.now() - before) / 1_000;
}

function post(headers: string): string {
  return `POST /web/login HTTP/1.1\r\nHost: chat.test\r\nContent-Type: application/json\r\n${headers}\r\n\r\n`;
}

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nHost: chat.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
  'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n';

test('35. a connection ends that does not get on', { timeout: 40_000 }, async () => {
  const { httpUrl, wsUrl } = await startTestBackend();
  const socketPath = `${SOCKET_PATH}/?EIO=4&transport=websocket`;
  const drip = await open(httpUrl, post('Content-Length: 1000'));
  const timer = setInterval(() => drip.write('{'), 1_000);
  onTestFinished(() => clearInterval(timer));
  const ends = {
    'says nothing': await open(httpUrl),
    'says nothing, on the port of the sockets': await open(wsUrl),
    'stops in its headers': await open(httpUrl, 'GET / HTTP/1.1\r\nHost: chat'),
    'stops in its body': await open(httpUrl, `${post('Content-Length: 1000')}{`),
    'sends its body byte by byte': drip,
    'goes on after the answer': await open(httpUrl, `${post('Transfer-Encoding: chunked')}1\r\n}\r\n`),
    'asks for another protocol': await open(wsUrl, upgrade('/elsewhere')),
    'never says who it is, and ignores that it is closed': await open(wsUrl, upgrade(socketPath)),
  };

  const seconds = await Promise.all(Object.values(ends).map(secondsToEnd));

  const names = Object.keys(ends);
  expect(names.filter((_, at) => (seconds[at] ?? Infinity) > 13)).toEqual([]);
});

test(
  '35. a TLS handshake ends that goes on byte by byte, and one that was done is not cut',
  { timeout: 40_000 },
  async () => {
    const certificate = selfSignedCertificate(['127.0.0.1'], Date.now());
    const { httpUrl } = await startTestBackend({ parts: { certificate } });
    const done = connectTls({
      port: Number(new URL(httpUrl).port),
      ca: certificate.cert,
      servername: 'localhost',
      checkServerIdentity: () => undefined,
    });
    onTestFinished(() => void done.destroy());
    await once(done, 'secureConnect');
    done.resume();
    const drip = await open(httpUrl, '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03');
    const timer = setInterval(() => {
      drip.write('\0');
      done.write('GET /web/health HTTP/1.1\r\nHost: chat.test\r\n\r\n');
    }, 1_000);
    onTestFinished(() => clearInterval(timer));

    expect(await secondsToEnd(drip)).toBeLessThan(13);
    expect(done.closed).toBe(false);
  },
);

test('35. silent connections of an address are bounded on both ports, and WebSockets are counted elsewhere', async () => {
  const backend = await startTestBackend({ env: { MAX_CLIENTS_PER_ADDRESS: '100' } });
  const user = await backend.register();
  const clients = await Promise.all([1, 2, 3].map(() => backend.connect(user)));
  const urls = Array.from({ length: 120 }, (_, i) => (i % 2 === 0 ? backend.httpUrl : backend.wsUrl));

  const sockets = await Promise.all(urls.map((url) => open(url)));

  await expect.poll(() => sockets.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(20);
  expect(clients.every(({ socket }) => socket.connected)).toBe(true);
});

test('35. a connection that sends many requests at once and waits for no answer is cut', async () => {
  const { httpUrl } = await startTestBackend();
  const get = 'GET /web/health HTTP/1.1\r\nHost: chat.test\r\n\r\n';
  const answersTo = async (said: string) => {
    const socket = await open(httpUrl, said);
    let heard = '';
    socket.on('data', (data) => (heard += String(data)));
    await once(socket, 'close');
    return heard.split('HTTP/1.1 200').length - 1;
  };

  expect(await answersTo(get.repeat(1_000))).toBeLessThanOrEqual(4);
  const last = get.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n');
  expect(await answersTo(get + last)).toBe(2);
});

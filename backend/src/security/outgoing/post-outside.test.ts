import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { type OutsideRequest, postOutside } from './post-outside.ts';

const LOOPBACK = ['127.0.0.0/8', '::1'];

/** A server on this machine. @returns its port */
async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, 'localhost');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const to = (url: string): OutsideRequest => ({
  url,
  headers: { 'content-type': 'text/plain' },
  body: 'grüß',
});
const allowing = (allowed: readonly string[], patience = 5_000) => postOutside({ allowed, patience });

test('it sends body and headers, and brings the answer', async () => {
  const port = await listening((request, response) => {
    void text(request).then((body) => {
      response.writeHead(201).end(`${request.method} ${request.headers['content-type']} ${body}`);
    });
  });

  expect(await allowing(LOOPBACK)(to(`http://localhost:${port}/x`))).toMatchObject({
    status: 201,
    text: 'POST text/plain grüß',
  });
});

test.each([
  'http://127.0.0.1',
  'http://localhost',
  'http://[::1]',
  'http://[::ffff:127.0.0.1]',
  'http://[64:ff9b::7f00:1]',
  'http://2130706433',
  'http://0x7f.1',
  'http://0.0.0.0',
  'http://[::]',
  'http://10.1.2.3',
  'http://192.168.0.1',
  'http://169.254.169.254',
  'http://100.64.0.1',
  'http://[fe80::1]',
  'http://[fd00::1]',
  'https://127.0.0.1',
])('%s is private', async (origin) => {
  let asked = 0;
  const port = await listening((_request, response) => {
    asked++;
    response.end();
  });

  await expect(allowing([])(to(`${origin}:${port}/`))).rejects.toThrow('private network');
  expect(asked).toBe(0);
});

test('a redirect is followed with method and body, and checked like the first address', async () => {
  const target = await listening((request, response) => {
    void text(request).then((body) => response.end(`${request.method} ${body}`));
  });
  const port = await listening((request, response) => {
    const host = request.url === '/allowed' ? '127.0.0.1' : '127.0.0.2';
    response.writeHead(307, { location: `http://${host}:${target}/` }).end();
  });
  const post = allowing(['127.0.0.1', '::1']);

  expect(await post(to(`http://localhost:${port}/allowed`))).toMatchObject({ text: 'POST grüß' });
  await expect(post(to(`http://localhost:${port}/private`))).rejects.toThrow('private network');
});

test.each([
  ['/around', 'more than 3 times'],
  ['file:///etc/passwd', 'neither with https'],
  ['http://', 'no address'],
])('a redirect to %s ends', async (location, reason) => {
  const port = await listening((_request, response) => response.writeHead(308, { location }).end());

  await expect(allowing(LOOPBACK)(to(`http://localhost:${port}/`))).rejects.toThrow(reason);
});

test('of a long answer it reads the beginning', async () => {
  const port = await listening((_request, response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  });

  const { text: read } = await allowing(LOOPBACK)(to(`http://localhost:${port}/`));

  expect(read).toBe('x'.repeat(64 * 1024));
});

test('who does not answer, or does not end, is given up', async () => {
  const silent = await listening(() => undefined);
  const slow = await listening((_request, response) => response.write('begin'));

  await expect(allowing(LOOPBACK, 50)(to(`http://localhost:${silent}/`))).rejects.toThrow('in time');
  await expect(allowing(LOOPBACK, 50)(to(`http://localhost:${slow}/`))).rejects.toThrow('in time');
});

test('what is no address, has no server or hangs up is told in a sentence', async () => {
  const port = await listening((request) => request.socket.destroy());

  await expect(allowing([])(to('not an address'))).rejects.toThrow('begins neither with');
  await expect(allowing([])(to('ftp://example.org'))).rejects.toThrow('begins neither with');
  await expect(allowing(LOOPBACK)(to('http://127.0.0.1:1/'))).rejects.toThrow('refused the connection');
  await expect(allowing(LOOPBACK)(to(`http://localhost:${port}/`))).rejects.toThrow('without an answer');
});

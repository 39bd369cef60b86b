import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../../tools/test/free-port.ts';
import { serve } from './serving.ts';

/** What a server answers to these bytes until it closes the connection. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = await connected(port);
  socket.write(bytes);
  return text(socket);
}

async function connected(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  return socket;
}

const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: evil.example\r\n\r\n`;

describe('a server with https of its own', () => {
  test('redirects plain HTTP on its port to PUBLIC_URL, whatever the Host says', async () => {
    const { port } = await serve({ HOST: '0.0.0.0', PUBLIC_URL: 'https://chat.example.org' });

    expect(await answerTo(port, get('/c/1?a=b'))).toMatch(
      /^HTTP\/1\.1 308 [^]*\r\nlocation: https:\/\/chat\.example\.org\/c\/1\?a=b\r\n/i,
    );
    expect(await answerTo(port, get('//evil.example'))).toContain(
      'location: https://chat.example.org//evil.example\r\n',
    );
    expect(await answerTo(port, get('http://evil.example/x'))).toContain(
      'location: https://chat.example.org/\r\n',
    );
  });

  test('redirects a request that comes byte by byte, a socket and a body too', async () => {
    const { port } = await serve({ HOST: '0.0.0.0', PUBLIC_URL: 'https://chat.example.org' });
    const slow = await connected(port);
    const answer = text(slow);
    for (const byte of get('/slow')) {
      slow.write(byte);
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(await answer).toContain('location: https://chat.example.org/slow\r\n');
    const upgrade =
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await answerTo(port, upgrade)).toMatch(/^HTTP\/1\.1 308 /);
    const post = 'POST /web/session HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}';
    expect(await answerTo(port, post)).toMatch(/^HTTP\/1\.1 308 /);
  });

  test('goes on after connections that say nothing or nonsense', async () => {
    const { port } = await serve({ HOST: '0.0.0.0', PUBLIC_URL: 'https://chat.example.org' });
    const silent = await connected(port);
    silent.end();
    await once(silent.resume(), 'close');
    const reset = await connected(port);
    reset.resetAndDestroy();

    expect(await answerTo(port, '\u0000\u0001nonsense\r\n\r\n')).toMatch(/^(HTTP\/1\.1 400 |$)/);
    expect(await answerTo(port, get('/'))).toMatch(/^HTTP\/1\.1 308 /);
  });

  test('redirects on HTTP_REDIRECT_PORT', async () => {
    const redirect = await freePort();
    await serve({
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://chat.example.org',
      HTTP_REDIRECT_PORT: `${redirect}`,
    });

    expect(await answerTo(redirect, get('/c/1'))).toContain('location: https://chat.example.org/c/1\r\n');
  });
});

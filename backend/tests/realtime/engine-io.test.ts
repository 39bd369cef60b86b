import { NAMESPACE, SOCKET_PATH, TIMING } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { connectPacket } from '../../testing/connect-packet.ts';
import { Poller } from '../../testing/poller.ts';
import { RawSocket } from '../../testing/raw-socket.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';

// The cases of Engine.IO's own protocol suite, version 4, in the order and under the names that they have there. The suite's
// server echoes whatever it gets; this one is asked to by a command. Where the right answer here is a refusal, the name
// says so: nothing is upgraded and nothing is binary.

const SEPARATOR = '\x1e';
const echoOf = (text: string) => `42${NAMESPACE},1["command",{"name":"echo","text":"${text}"}]`;
const OPEN = {
  sid: expect.any(String) as string,
  upgrades: [],
  pingInterval: TIMING.pingInterval,
  pingTimeout: TIMING.pingTimeout,
  maxPayload: 65_536,
};

async function user() {
  const backend = await startTestBackend();
  return { url: backend.wsUrl, token: (await backend.register()).token };
}

async function loggedIn(): Promise<RawSocket> {
  const { url, token } = await user();
  const socket = await RawSocket.open(url);
  socket.send(connectPacket(token));
  await expect.poll(() => socket.frames.at(-1)).toMatch(/^40/);
  return socket;
}

describe('handshake', () => {
  describe('HTTP long-polling', () => {
    test('successfully opens a session', async () => {
      const { wsUrl } = await startTestBackend();

      const answer = await Poller.handshake(wsUrl);

      const text = await answer.text();
      expect([answer.status, text.slice(0, 1)]).toEqual([200, '0']);
      expect(JSON.parse(text.slice(1))).toEqual(OPEN);
    });

    test.each([
      ["an invalid 'EIO' query parameter", 'GET', ['transport=polling', 'EIO=abc&transport=polling']],
      ["an invalid 'transport' query parameter", 'GET', ['EIO=4', 'EIO=4&transport=abc']],
      ['an invalid request method', 'POST', ['EIO=4&transport=polling']],
      ['an invalid request method', 'PUT', ['EIO=4&transport=polling']],
    ])('fails with %s, %s', async (_, method, queries) => {
      const { wsUrl } = await startTestBackend();

      for (const query of queries)
        expect((await fetch(`${wsUrl}${SOCKET_PATH}/?${query}`, { method })).status).toBe(400);
    });
  });

  describe('WebSocket', () => {
    test('successfully opens a session', async () => {
      const socket = await RawSocket.open((await startTestBackend()).wsUrl);

      await expect.poll(() => socket.frames).toHaveLength(1);
      expect(JSON.parse(socket.frames[0]?.slice(1) ?? '')).toEqual(OPEN);
    });

    test.each([
      ['EIO', '&EIO=abc'],
      ['transport', '&transport=abc'],
    ])("fails with an invalid '%s' query parameter", async (_, query) => {
      const { wsUrl } = await startTestBackend();

      const socket = await RawSocket.open(wsUrl, query).catch(() => undefined);

      await socket?.closed;
      expect(socket?.frames ?? []).toEqual([]);
    });
  });
});

describe('message', () => {
  describe('HTTP long-polling', () => {
    test('sends and receives a payload containing one plain text packet', async () => {
      const { url, token } = await user();
      const poller = await Poller.of(url, token);

      expect(await poller.say(echoOf('hello'))).toBe(200);

      expect(await poller.hear()).toContain('"text":"hello"');
    });

    test('sends and receives a payload containing several plain text packets', async () => {
      const { url, token } = await user();
      const poller = await Poller.of(url, token);
      const texts = ['test1', 'test2', 'test3'];

      expect(await poller.say(texts.map(echoOf).join(SEPARATOR))).toBe(200);

      let heard: string[] = [];
      while (heard.length < texts.length) heard = [...heard, ...(await poller.hear()).split(SEPARATOR)];
      // Each answer comes when it is there: they are told by their ids, not by their order.
      expect(heard.map((packet) => /"text":"(\w+)"/.exec(packet)?.[1]).toSorted()).toEqual(texts);
    });

    test.each([
      ['upon invalid packet format', 'abc'],
      ['upon a binary packet, of which there are none', 'bAQIDBA=='],
    ])('closes the session %s', async (_, body) => {
      const { url, token } = await user();
      const poller = await Poller.of(url, token);

      // The answer to it may be cut as well.
      await poller.say(body).catch(() => undefined);

      expect((await poller.poll()).status).toBe(400);
    });

    test('closes the session upon duplicate poll requests', async () => {
      const { url } = await user();
      const poller = await Poller.open(url);

      const polls = await Promise.all([poller.poll(), poller.poll()]);

      expect(polls.map(({ status }) => status).sort()).toEqual([200, 400]);
      expect(await polls.find(({ status }) => status === 200)?.text()).toBe('1');
      expect((await poller.poll()).status).toBe(400);
    });
  });

  describe('WebSocket', () => {
    test('sends and receives a plain text packet', async () => {
      const socket = await loggedIn();

      socket.send(echoOf('hello'));

      await expect.poll(() => socket.frames.at(-1)).toContain('"text":"hello"');
    });

    test('closes the session upon invalid packet format', async () => {
      const socket = await loggedIn();

      socket.send('abc');

      await socket.closed;
    });
  });
});

describe('heartbeat', () => {
  test('sends ping/pong packets, and closes the session upon ping timeout', async () => {
    const { url, token } = await user();
    const socket = await loggedIn();
    const [poller, silent] = [await Poller.of(url, token), await Poller.of(url, token)];
    const answered = async () => {
      expect(await poller.hear()).toBe('2');
      expect(await poller.say('3')).toBe(200);
    };
    const unanswered = async () => {
      expect(await silent.hear()).toBe('2');
      // What it hears last is that it is closed.
      expect(await silent.hear()).toBe('1');
      expect((await silent.poll()).status).toBe(400);
    };

    await Promise.all([answered(), unanswered(), socket.closed]);

    expect(socket.frames.at(-1)).toBe('2');
    expect(await poller.say(echoOf('alive'))).toBe(200);
  }, 30_000);
});

describe('close', () => {
  test('forcefully closes the session, HTTP long-polling', async () => {
    const { url } = await user();
    const poller = await Poller.open(url);
    const heard = poller.hear();

    await poller.say('1');

    expect(await heard).toBe('6');
    expect((await poller.poll()).status).toBe(400);
  });

  // The case for WebSocket is the one of the ping timeout: Engine.IO lets a client close the WebSocket itself.
});

describe('upgrade', () => {
  test('is refused, and leaves the session as it was', async () => {
    const { url, token } = await user();
    const poller = await Poller.of(url, token);
    const sid = new URL(poller.url).searchParams.get('sid') ?? '';

    await expect(RawSocket.open(url, `&sid=${sid}`)).rejects.toThrow('the upgrade was refused');

    await poller.say(echoOf('still here'));
    expect(await poller.hear()).toContain('still here');
  });

  test('ignores HTTP requests with the id of a WebSocket', async () => {
    const { url, token } = await user();
    const socket = await RawSocket.open(url);
    await expect.poll(() => socket.frames).toHaveLength(1);
    const { sid } = JSON.parse(socket.frames[0]?.slice(1) ?? '') as { readonly sid: string };

    const answer = await Poller.handshake(url, {}, `&sid=${sid}`);
    socket.send(connectPacket(token));

    expect(answer.status).toBe(400);
    await expect.poll(() => socket.frames.at(-1)).toMatch(/^40/);
  });
});

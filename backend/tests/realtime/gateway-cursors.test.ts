import { randomUUID } from 'node:crypto';
import { directConversationId, type GatewayFrame } from '@parley/protocol';
import { describe, expect, test } from 'vitest';
import { append } from '../../src/domain/log/append.ts';
import { sha256 } from '../../src/domain/sha256.ts';
import { createGroup } from '../../testing/create-group.ts';
import type { TestClient } from '../../testing/connect-client.ts';
import { connectGateway, GatewayClient, openGateway } from '../../testing/gateway-client.ts';
import { groupText, privateText } from '../../testing/message.ts';
import type { TestUser } from '../../testing/register-user.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { command } from '../contract/commands.ts';

/** What a script keeps: the last `seq` of each conversation, of whatever frame has one. */
class Cursor {
  readonly seqs = new Map<string, number>();

  take(frames: readonly GatewayFrame[]): void {
    for (const { header } of frames) {
      if (!('seq' in header) || header.conversation === undefined || header.seq === undefined) continue;
      this.seqs.set(header.conversation, Math.max(header.seq, this.seqs.get(header.conversation) ?? 0));
    }
  }

  get query(): string {
    return `after=${[...this.seqs].map(([conversation, seq]) => `${conversation}:${seq}`).join(',')}`;
  }
}

async function people(backend: TestBackend) {
  const [alice, bob] = await Promise.all([backend.register(), backend.register()]);
  const bobs = await backend.connect(bob);
  const conversation = directConversationId(sha256, alice.uid, bob.uid);
  const say = (text: string) => bobs.get('privateMessage', privateText(bob, alice, text));
  return { alice, bob, bobs, conversation, say };
}

const seqs = (frames: readonly GatewayFrame[], conversation: string) =>
  frames.flatMap(({ header }) =>
    'seq' in header && header.conversation === conversation && header.message_type !== 'conversation'
      ? [header.seq]
      : [],
  );
const texts = ({ frames }: GatewayClient) =>
  frames.flatMap(({ header, body }) =>
    header.message_type === 'direct' || header.message_type === 'room'
      ? [(body as { content: string }).content]
      : [],
  );

test('a script without a cursor begins with what comes now, and learns where that is', async () => {
  const backend = await startTestBackend();
  const { alice, bob, conversation, say } = await people(backend);
  await say('before');

  const script = await connectGateway(backend.wsUrl, alice.token);
  await say('after');

  await script.next('direct');
  expect(texts(script)).toEqual(['after']);
  const begun = script.received('conversation').find(({ header }) => header.conversation === conversation);
  expect(begun).toEqual({
    header: { message_type: 'conversation', conversation, seq: 2, to: bob.username },
    body: { type: 'direct', protection: 'open', peer: bob.uid },
  });
});

test('a script with a cursor gets what it missed, in order, before what comes now', async () => {
  const backend = await startTestBackend();
  const { alice, conversation, say } = await people(backend);
  for (let i = 0; i < 120; i++) await say(`text ${i}`);

  const script = new GatewayClient(
    openGateway(backend.wsUrl, alice.token, { query: `after=${conversation}:5` }),
  );
  await script.next('direct');
  await say('live');

  await script.next('direct', ({ body }) => body.content === 'live');
  expect(seqs(script.frames, conversation)).toEqual(Array.from({ length: 117 }, (_, i) => i + 6));
});

test('a conversation that began while a script was away comes from where its user came in', async () => {
  const backend = await startTestBackend();
  const { alice, bob, bobs, conversation } = await people(backend);
  const first = await connectGateway(backend.wsUrl, alice.token);
  const cursor = new Cursor();
  cursor.take(first.frames);
  first.socket.terminate();

  await bobs.get('privateMessage', privateText(bob, alice, 'while you were away'));
  const group = await createGroup(backend, bob, []);
  await bobs.get('groupMessage', groupText(group, 'before alice'));
  const added = command(group, bob.uid, { kind: 'added', members: [alice.uid] });
  const { seq } = await append(backend.context, added);
  await bobs.get('groupMessage', groupText(group, 'welcome'));
  const script = await connectGateway(backend.wsUrl, alice.token, { query: cursor.query });

  expect(texts(script).toSorted()).toEqual(['welcome', 'while you were away']);
  expect(seqs(script.frames, conversation)).toEqual([1, 2]);
  expect(seqs(script.frames, group)).toEqual([seq, seq + 1]);
});

test('of a conversation that begins while a script is connected, no entry is missing', async () => {
  const backend = await startTestBackend();
  const { alice, bob, bobs, conversation } = await people(backend);
  const script = await connectGateway(backend.wsUrl, alice.token);

  await bobs.get('privateMessage', privateText(bob, alice, 'hello'));
  await script.next('direct');

  expect(seqs(script.frames, conversation)).toEqual([1, 2]);
});

test('what one may not read counts as delivered, so that no seq is missing', async () => {
  const backend = await startTestBackend();
  const { alice, bob, bobs } = await people(backend);
  const group = await createGroup(backend, bob, []);
  for (let i = 0; i < 3; i++) await bobs.get('groupMessage', groupText(group, 'before alice'));
  await append(backend.context, command(group, bob.uid, { kind: 'added', members: [alice.uid] }));
  await bobs.get('groupMessage', groupText(group, 'welcome'));

  const script = await connectGateway(backend.wsUrl, alice.token, { query: `after=${group}:1` });

  expect(script.received('hidden')).toEqual([
    { header: { message_type: 'hidden', conversation: group, seq: 4 }, body: { first: 2, last: 4 } },
  ]);
  expect(seqs(script.frames, group)).toEqual([4, 5, 6]);
});

test('a cursor beyond the log, or of a strange conversation, gets an error; the others go on', async () => {
  const backend = await startTestBackend();
  const { alice, conversation, say } = await people(backend);
  await say('hello');
  const strange = randomUUID();

  const query = `after=${conversation}:9,${strange}:1`;
  const script = await connectGateway(backend.wsUrl, alice.token, { query });
  await say('live');
  await script.next('direct', ({ body }) => body.content === 'live');

  expect(script.received('error').map(({ header, body }) => [header.conversation, body.code])).toEqual([
    [conversation, 'E_LOG_DIVERGED'],
    [strange, 'E_NOT_FOUND'],
  ]);
  expect(seqs(script.frames, conversation)).toEqual([3]);
});

test('cursors that do not fit into the address come in frames, for which the server waits', async () => {
  const backend = await startTestBackend();
  const { alice, conversation, say } = await people(backend);
  for (const text of ['one', 'two', 'three']) await say(text);
  const strangers = Array.from({ length: 500 }, () => `${randomUUID()}:1`).join(',');

  const script = new GatewayClient(openGateway(backend.wsUrl, alice.token, { query: 'resume=frame' }));
  await new Promise((resolve) => script.socket.once('open', resolve));
  await say('live');
  await script.get('resume', { body: { after: strangers, more: true } });
  expect(script.received('conversation')).toEqual([]);
  expect(script.received('ready')).toEqual([]);
  await script.get('resume', { body: { after: `${conversation}:2` } });
  await script.next('ready');

  expect(texts(script)).toEqual(['two', 'three', 'live']);
  expect(script.received('error')).toHaveLength(500);
  expect(await script.refused('resume', { body: { after: '' } })).toBe('E_BAD_REQUEST');
});

test.each(['after=x', 'after=00000000-0000-4000-8000-000000000001', 'others=maybe', 'resume=later'])(
  'a cursor that cannot be read is refused: %s',
  async (query) => {
    const backend = await startTestBackend();
    const { token } = await backend.register();
    const client = new GatewayClient(openGateway(backend.wsUrl, token, { query }));
    expect((await client.closed).code).toBe(1006);
  },
);

test('an acknowledgement comes in the place of its message: behind all that stands before it', async () => {
  const backend = await startTestBackend();
  const { alice, bob, conversation, say } = await people(backend);
  for (let i = 0; i < 110; i++) await say(`text ${i}`);

  const script = new GatewayClient(
    openGateway(backend.wsUrl, alice.token, { query: `after=${conversation}:0` }),
  );
  await new Promise((resolve) => script.socket.once('open', resolve));
  const { header } = await script.get('direct', { to: bob.username, content: 'mine' });

  expect(header.seq).toBe(112);
  expect(seqs(script.frames, conversation)).toEqual(Array.from({ length: 112 }, (_, i) => i + 1));
});

describe('a script that is cut again and again, and keeps its cursor', () => {
  /** Says things until it is stopped. @returns what was acknowledged */
  function keepSaying(bobs: TestClient, bob: TestUser, alice: TestUser, group: string) {
    const said: string[] = [];
    const stopping = new AbortController();
    const done = (async () => {
      for (let i = 0; !stopping.signal.aborted; i++) {
        const text = `text ${i}`;
        if (i % 2 === 0) await bobs.get('privateMessage', privateText(bob, alice, text));
        else await bobs.get('groupMessage', groupText(group, text));
        said.push(text);
      }
    })();
    const stop = async () => {
      stopping.abort();
      await done;
      return said;
    };
    return { said, stop };
  }

  test('loses nothing and gets nothing twice', async () => {
    const backend = await startTestBackend();
    const { alice, bob, bobs } = await people(backend);
    const group = await createGroup(backend, bob, [alice]);
    const cursor = new Cursor();
    const heard: string[] = [];
    const first = await connectGateway(backend.wsUrl, alice.token);
    cursor.take(first.frames);
    first.socket.terminate();

    const saying = keepSaying(bobs, bob, alice, group);
    for (let round = 0; round < 8; round++) {
      const script = new GatewayClient(openGateway(backend.wsUrl, alice.token, { query: cursor.query }));
      await expect.poll(() => texts(script).length).toBeGreaterThan(round);
      script.socket.terminate();
      await script.closed;
      cursor.take(script.frames);
      heard.push(...texts(script));
    }
    const said = await saying.stop();
    const last = await connectGateway(backend.wsUrl, alice.token, { query: cursor.query });
    heard.push(...texts(last));

    expect(heard.toSorted()).toEqual(said.toSorted());
    expect(heard.filter((_, i) => i === heard.indexOf(heard[i] ?? ''))).toEqual(heard);
  });
});

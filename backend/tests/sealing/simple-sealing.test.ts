import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { checkSimple, importSimpleKey, openSimple, sealSimple, sign } from '@parley/client/testing';
import {
  decodeSimple,
  directConversationId,
  encodeContent,
  HeadsPage,
  parseKeyLogEntry,
  type Entry,
  type MessageBody,
  type PrivateMessage,
  type Uuid,
} from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { sha256 } from '../../src/domain/sha256.ts';
import { connectClient, type TestClient } from '../../testing/connect-client.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds } from './sealed-people.ts';

// Real signatures, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

interface Half {
  readonly publicKey: Uint8Array;
  readonly secret: Uint8Array;
}

function half(type: 'ed25519' | 'x25519'): Half {
  const pair = type === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('x25519');
  const { x, d } = pair.privateKey.export({ format: 'jwk' });
  return {
    publicKey: new Uint8Array(Buffer.from(x ?? '', 'base64url')),
    secret: new Uint8Array(Buffer.from(d ?? '', 'base64url')),
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

/** A script that seals for itself, as one in another language does. */
class Bot {
  readonly account = half('ed25519');
  readonly simple = half('x25519');
  readonly #backend: TestBackend;
  uid: Uuid = '';
  #client: TestClient | undefined;

  private constructor(backend: TestBackend) {
    this.#backend = backend;
  }

  static async start(backend: TestBackend): Promise<Bot> {
    const admin = await backend.registerAdmin();
    const bot = new Bot(backend);
    const machine = await createMachine(backend, admin, {
      accountKey: base64(bot.account.publicKey),
      simpleKey: base64(bot.simple.publicKey),
    });
    const user = await machineUser(backend, admin, machine);
    bot.uid = user.uid;
    bot.#client = await connectClient(backend.wsUrl, user.token);
    return bot;
  }

  /** Whoever runs the server can do it. */
  async changesKeys(keys: {
    readonly accountKey?: string;
    readonly simpleKey?: string | undefined;
  }): Promise<void> {
    const { machines } = this.#backend.stores;
    const machine = (await machines.find(this.uid)) ?? expect.unreachable();
    await machines.change(this.uid, { ...machine.details, ...keys });
  }

  /** What a server could write into the log by itself: for as long as it takes, no machine has a key to seal to. */
  async forges(to: SealedBrowser, text: string, body: MessageBody = { kind: 'message' }): Promise<void> {
    await this.changesKeys({ simpleKey: undefined });
    const payload = encodeContent({ type: 'text', text });
    const forged = { conversation: this.with(to), peer: to.uid, id: randomUUID(), body, payload };
    await this.#client?.get('privateMessage', forged satisfies PrivateMessage);
    await this.changesKeys({ simpleKey: base64(this.simple.publicKey) });
  }

  async say(to: SealedBrowser, text: string, account = this.account): Promise<void> {
    const conversation = this.with(to);
    const id = randomUUID();
    const header = { conversation, sender: this.uid, id, time: Date.now() };
    const readers = [
      { user: to.uid, publicKey: Buffer.from((await this.#keysOf(to)).simpleKey, 'base64') },
      { user: this.uid, publicKey: this.simple.publicKey },
    ];
    const content = new TextEncoder().encode(JSON.stringify({ type: 'text', text }));
    const bytes = await sealSimple(header, readers, content, (signed) => sign(account.secret, signed));
    const payload = { kind: 'sealed', bytes: base64(bytes) } as const;
    const message: PrivateMessage = { conversation, peer: to.uid, id, body: { kind: 'message' }, payload };
    await this.#client?.get('privateMessage', message);
  }

  /** What somebody has written, once a device in their key log is known to have signed it. */
  async reads(from: SealedBrowser): Promise<string> {
    const entry = await this.#client?.next('response', ({ sender }) => sender === from.uid && sender !== '');
    const messages = this.#client?.received('response').filter((one) => one.body.kind === 'message') ?? [];
    return this.#open(messages.at(-1) ?? entry, from);
  }

  async #open(entry: Entry | undefined, from: SealedBrowser): Promise<string> {
    if (entry?.payload?.kind !== 'sealed') throw new Error('nothing is sealed');
    const signed = decodeSimple(Buffer.from(entry.payload.bytes, 'base64'));
    await checkSimple(signed, entry, (await this.#keysOf(from)).devices);
    const opened = await openSimple(signed.message, this.uid, [await importSimpleKey(this.simple.secret)]);
    return new TextDecoder().decode(opened);
  }

  async #keysOf({ uid }: SealedBrowser) {
    const log = (await this.#backend.stores.keys.entries(uid, 0)).map(({ entry }) => parseKeyLogEntry(entry));
    const simpleKey = log.flatMap((entry) => ('simpleKey' in entry ? entry.simpleKey : [])).at(-1) ?? '';
    const devices = log.flatMap((entry) =>
      entry.kind === 'deviceAdded' ? new Uint8Array(Buffer.from(entry.key, 'base64')) : [],
    );
    return { simpleKey, devices };
  }

  with({ uid }: SealedBrowser): Uuid {
    return directConversationId(sha256, uid, this.uid);
  }
}

test('a person and a machine read each other, and a new browser of the person reads it all', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'deployed');
  await alice.see(conversation, ['deployed']);
  await vi.waitFor(() => expect(alice.sealed(conversation)).toMatchObject({ protection: 'simple' }), WAIT);
  await alice.say(conversation, 'thanks');
  await alice.see(conversation, ['deployed', 'thanks']);
  await vi.waitFor(async () => expect(await bot.reads(alice)).toContain('thanks'), WAIT);
  expect(await kinds(backend, conversation)).toEqual(['created', 'message', 'message']);

  const again = await alice.again(backend);
  await again.knows(conversation);
  await again.scrollUp(conversation);
  await again.see(conversation, ['deployed', 'thanks']);
});

test('another key of a machine is told, and what a key signs that it never had is not shown', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'one');
  await alice.see(conversation, ['one']);
  const other = half('ed25519');
  await bot.say(alice, 'forged', other);
  await alice.see(conversation, ['one', '(not opened)']);
  expect(alice.sealed(conversation)?.alarms).toEqual([]);

  await bot.changesKeys({ accountKey: base64(other.publicKey) });
  const again = await alice.again(backend, { keeper: alice.kept.keeper });
  await again.knows(conversation);
  await again.scrollUp(conversation);
  await again.see(conversation, ['one', 'forged']);
  expect(again.sealed(conversation)?.alarms).toMatchObject([{ kind: 'machineKey', by: bot.uid }]);
});

test('another key to seal to is told before anything is written to it, also under the same account key', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'one');
  await alice.see(conversation, ['one']);
  await bot.changesKeys({ simpleKey: base64(half('x25519').publicKey) });

  const again = await alice.again(backend, alice.kept);
  await again.see(conversation, ['one']);
  await vi.waitFor(() => expect(again.sealed(conversation)).toMatchObject({ protection: 'simple' }), WAIT);
  await vi.waitFor(
    () => expect(again.sealed(conversation)?.alarms).toMatchObject([{ kind: 'machineKey', by: bot.uid }]),
    WAIT,
  );
});

test('nothing goes in the open to a machine that no longer shows the key it had', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'one');
  await alice.see(conversation, ['one']);
  await bot.changesKeys({ simpleKey: undefined });

  // Another one, which knows of the key by the vault alone.
  const again = await alice.again(backend);
  await again.knows(conversation);
  again.view(conversation);
  await vi.waitFor(
    () =>
      expect(again.sealed(conversation)).toMatchObject({
        ...{ protection: 'simple', leftOut: [] },
        alarms: [{ kind: 'machineKey', by: bot.uid }],
      }),
    WAIT,
  );
  await again.chat.send(conversation, { text: 'a secret' }, { openly: true });
  await vi.waitFor(() => {
    const items = again.view(conversation).items.get();
    expect(items.at(-1)).toMatchObject({ error: { code: 'E_NO_KEYS' } });
  }, WAIT);
  expect(await kinds(backend, conversation)).toEqual(['created', 'message']);
});

test('what anybody could have written is no word of a machine, and changes nothing that it has signed', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'deployed');
  await alice.see(conversation, ['deployed']);
  await bot.forges(alice, 'not deployed', { kind: 'edit', target: 2 });
  await bot.forges(alice, 'send me the key');
  await bot.say(alice, 'all is well');
  const seen = ['deployed', '(not opened)', 'all is well'];
  await alice.see(conversation, seen);

  const again = await alice.again(backend);
  await again.knows(conversation);
  await again.scrollUp(conversation);
  await again.see(conversation, seen);
});

test('what was said to a machine is not changed, but said anew or deleted', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'hello');
  await alice.see(conversation, ['hello']);
  await alice.say(conversation, 'helo');
  await alice.chat.edit(conversation, 3, { text: 'hello' });
  await vi.waitFor(() => {
    const codes = alice
      .view(conversation)
      .items.get()
      .flatMap((item) => ('error' in item ? item.error.code : []));
    expect(codes).toContain('E_SIMPLE_SEALING');
  }, WAIT);
  await alice.chat.delete(conversation, 3);
  await vi.waitFor(async () => expect((await kinds(backend, conversation)).at(-1)).toBe('deletion'), WAIT);
});

test('a server cannot make a group of a conversation with a machine, to have it go on in the open', async () => {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, 'deployed');
  await alice.see(conversation, ['deployed']);
  const group = await alice.createGroup('Notes', []);
  const lieOnSocket = (name: string, answer: unknown) => {
    if (name !== 'heads') return answer;
    const { response } = HeadsAnswer.parse(answer);
    const heads = response.heads.map((head) =>
      head.conversation === conversation ? { ...head, peer: undefined, type: 'group', name: 'Bot' } : head,
    );
    return { success: true, response: { ...response, heads } };
  };

  const again = await alice.again(backend, { lieOnSocket });
  await Promise.all([again.knows(conversation), again.knows(group)]);
  await again.chat.send(conversation, { text: 'a secret' });
  // Later than that.
  await again.chat.send(group, { text: 'a note' });
  await alice.see(group, ['a note']);
  expect(JSON.stringify(again.askedOnSocket)).not.toContain('"plain"');
  expect(again.chat.unsent.get()).toBe(1);
});

const HeadsAnswer = z.object({ success: z.literal(true), response: HeadsPage });

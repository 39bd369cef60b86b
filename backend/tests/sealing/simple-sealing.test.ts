import { HeadsPage, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds } from './sealed-people.ts';
import { base64, Bot, half } from './simple-bot.ts';

// Real signatures, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** A machine with keys of its own that has said something to a person. */
async function spokenTo(words: string, key?: 'signed') {
  const backend = await startTestBackend();
  const bot = await Bot.start(backend, key);
  const alice = await SealedBrowser.register(backend);
  const conversation = bot.with(alice);
  await bot.say(alice, words);
  await alice.see(conversation, [words]);
  return { backend, bot, alice, conversation };
}

/** What was written last cannot be sealed to anybody. */
async function isRefused(browser: SealedBrowser, conversation: Uuid): Promise<void> {
  await vi.waitFor(() => {
    const items = browser.view(conversation).items.get();
    expect(items.at(-1)).toMatchObject({ error: { code: 'E_NO_KEYS' } });
  }, WAIT);
}

test('a person and a machine read each other, and a new browser of the person reads it all', async () => {
  const { backend, bot, alice, conversation } = await spokenTo('deployed');
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
  const { backend, bot, alice, conversation } = await spokenTo('one');
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
  const { backend, bot, alice, conversation } = await spokenTo('one');
  await bot.changesKeys({ simpleKey: base64(half('x25519').publicKey) });

  const again = await alice.again(backend, alice.kept);
  await again.see(conversation, ['one']);
  await vi.waitFor(() => expect(again.sealed(conversation)).toMatchObject({ protection: 'simple' }), WAIT);
  await vi.waitFor(
    () => expect(again.sealed(conversation)?.alarms).toMatchObject([{ kind: 'machineKey', by: bot.uid }]),
    WAIT,
  );
});

test.each([
  ['keeps its signature', {}],
  ['takes its signature away', { simpleKeySignature: undefined }],
])('nothing is sealed to a key that a server puts in the place of a signed one, if it %s', async (_, lie) => {
  const { backend, bot, alice, conversation } = await spokenTo('one', 'signed');
  await alice.say(conversation, 'two');
  await bot.changesKeys({ simpleKey: base64(half('x25519').publicKey), ...lie });

  // Another browser, which knows by the vault alone that this machine signs.
  const again = await alice.again(backend);
  await again.knows(conversation);
  again.view(conversation);
  await again.chat.send(conversation, { text: 'a secret' });
  await isRefused(again, conversation);
  expect(await kinds(backend, conversation)).toEqual(['created', 'message', 'message']);
  await vi.waitFor(
    () => expect(again.sealed(conversation)?.alarms).toMatchObject([{ kind: 'machineKey', by: bot.uid }]),
    WAIT,
  );
  // What it says is still its own.
  await bot.say(alice, 'three');
  await vi.waitFor(() => expect(again.sees(conversation)).toContain('three'), WAIT);
});

test('nothing goes in the open to a machine that no longer shows the key it had', async () => {
  const { backend, bot, alice, conversation } = await spokenTo('one');
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
  await isRefused(again, conversation);
  expect(await kinds(backend, conversation)).toEqual(['created', 'message']);
});

test('what anybody could have written is no word of a machine, and changes nothing that it has signed', async () => {
  const { backend, bot, alice, conversation } = await spokenTo('deployed');
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
  const { backend, alice, conversation } = await spokenTo('hello');
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
  const { backend, alice, conversation } = await spokenTo('deployed');
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

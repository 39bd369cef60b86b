import { directConversation } from '@parley/client';
import { directConversationId, KeyLogsPage } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine } from '../../testing/test-machine.ts';
import { SealedBrowser, WAIT } from './sealed-browser.ts';
import { kinds, known } from './sealed-people.ts';

// Real signatures and post-quantum seals, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

/** Somebody, and a machine with keys as people have. */
async function pair() {
  const backend = await startTestBackend();
  const alice = await SealedBrowser.register(backend);
  const bot = await SealedBrowser.register(backend, undefined, { machine: { purpose: 'echoes' } });
  return { backend, alice, bot };
}

test('a machine with keys takes part whole, marked as a machine, in a direct conversation and in a group', async () => {
  const { backend, alice, bot } = await pair();
  const [found] = await alice.chat.people.search(bot.username);
  expect(found?.user).toMatchObject({ uid: bot.uid, kind: 'machine' });
  const direct = directConversation(alice.chat, bot.uid);
  const group = await alice.createGroup('Echoes', [bot.uid]);
  await known(group, bot);
  for (const id of [direct, group]) {
    await alice.say(id, 'hello');
    await bot.see(id, ['hello']);
    await bot.say(id, 'hello?');
    await alice.see(id, ['hello', 'hello?']);
    expect(alice.sealed(id)).toMatchObject({ protection: 'sealed', alarms: [] });
    expect(await kinds(backend, id)).toEqual(['created', 'keys', 'message', 'message']);
  }
  // It makes the next keys like any member.
  const carol = await SealedBrowser.register(backend);
  await alice.chat.groups.add(group, [carol.uid]);
  await alice.chat.groups.remove(group, carol.uid);
  await bot.say(group, 'without her');
  await alice.see(group, ['hello', 'hello?', 'without her']);

  const again = await bot.again(backend);
  await again.knows(direct);
  await again.scrollUp(direct);
  await again.see(direct, ['hello', 'hello?']);
});

test('a machine that is bound to a sealed group takes part in that one alone', async () => {
  const { backend, alice, bot } = await pair();
  const [inside, outside] = [
    await alice.createGroup('Inside', [bot.uid]),
    await alice.createGroup('Outside', [bot.uid]),
  ];
  await alice.say(inside, 'hello');
  await alice.say(outside, 'not for you');
  const machine = (await backend.stores.machines.find(bot.uid)) ?? expect.unreachable();
  const scopes = { ...machine.details.scopes, direct: false, rooms: [inside] };
  await backend.stores.machines.change(bot.uid, { ...machine.details, scopes });

  const again = await bot.again(backend);
  await again.knows(inside);
  await again.scrollUp(inside);
  await again.see(inside, ['hello']);
  await again.say(inside, 'hello?');
  await alice.see(inside, ['hello', 'hello?']);
  expect(again.chat.conversations.get()?.map(({ id }) => id)).not.toContain(outside);
  const ask = (path: string, body: unknown) => again.browser.http.exchange({ method: 'POST', path, body });
  for (const conversation of [inside, outside]) {
    const status = conversation === inside ? 200 : 403;
    expect(await ask('/web/keys', { wanted: [{ conversation, epoch: 1 }] })).toMatchObject({ status });
    expect(await ask('/web/rosters', { after: [{ conversation, seq: 0 }] })).toMatchObject({ status });
  }
});

test('what governs groups stays with people', async () => {
  const { alice, bot } = await pair();
  await expect(bot.chat.groups.create('Mine', [alice.uid])).rejects.toMatchObject({ code: 'E_SCOPE' });
});

test('a server cannot talk a machine with keys down to the simple seal', async () => {
  const { backend, alice, bot } = await pair();
  const group = await alice.createGroup('Echoes', [bot.uid]);
  await alice.say(group, 'hello');
  // Whoever runs the server shows other keys, of their own, and no key log.
  const machine = (await backend.stores.machines.find(bot.uid)) ?? expect.unreachable();
  const key = Buffer.alloc(32, 9).toString('base64');
  const details = { ...machine.details, accountKey: key, simpleKey: key };
  await backend.stores.machines.change(bot.uid, details);
  const lie = (path: string, body: unknown) => {
    if (path !== '/web/keylogs') return body;
    const { keyLogs, ...page } = KeyLogsPage.parse(body);
    return { ...page, keyLogs: keyLogs.filter(({ uid }) => uid !== bot.uid) };
  };

  const again = await alice.again(backend, { lie });
  await again.knows(group);
  const direct = directConversation(again.chat, bot.uid);
  again.view(direct);
  await again.chat.send(direct, { text: 'a secret' }, { openly: true });
  await vi.waitFor(() => expect(again.view(direct).items.get().at(-1)).toHaveProperty('error.code'), WAIT);
  expect(await backend.stores.conversations.entries(direct, 1, 10)).toEqual([]);
});

test('a machine with a simple key and one with keys seal to each other the simple way', async () => {
  const { backend, bot } = await pair();
  const admin = await backend.registerAdmin();
  const simpleKey = Buffer.alloc(32, 9).toString('base64');
  const { user } = await createMachine(backend, admin, { accountKey: ACCOUNT_KEY, simpleKey });
  const [found] = await bot.chat.people.search(user.username);
  expect(found?.user.uid).toBe(user.uid);
  const direct = directConversation(bot.chat, user.uid);
  await bot.say(direct, 'hello');
  expect(direct).toBe(directConversationId(sha256, bot.uid, user.uid));
  expect(await kinds(backend, direct)).toEqual(['created', 'message']);
  expect(bot.sealed(direct)).toMatchObject({ protection: 'simple' });
});

/** RFC 8032, section 7.1. */
const ACCOUNT_KEY = Buffer.from(
  'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  'hex',
).toString('base64');

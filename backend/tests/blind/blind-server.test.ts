import { directConversation } from '@parley/client';
import { readKey } from '@parley/client/testing';
import { bytesOf, type Uuid } from '@parley/protocol';
import { expect, test, vi } from 'vitest';
import { canary, secret, type Secret } from '../../../tools/blind/canaries.ts';
import { foundIn } from '../../../tools/blind/found-in.ts';
import { openGroup } from '../sealing/open-group.ts';
import { SealedBrowser, WAIT } from '../sealing/sealed-browser.ts';
import { secretsInUse } from './secrets-in-use.ts';
import { WatchedServer } from './watched-server.ts';

vi.setConfig({ testTimeout: 120_000 });

/** What is said in a run: each text is told once, and none of them may be found. */
class Said {
  readonly secrets: Secret[] = [];

  /** Among other words. */
  text(name: string): string {
    const word = canary();
    this.secrets.push(secret(name, word));
    return `It is ${word}, they say.`;
  }

  /** One that stands alone. */
  word(name: string): string {
    const word = canary();
    this.secrets.push(secret(name, word));
    return word;
  }

  key(name: string, bytes: Uint8Array): void {
    this.secrets.push(secret(name, bytes));
  }
}

test('a server that people write through learns no text, no password and no key', async () => {
  const inUse = secretsInUse();
  const server = await WatchedServer.start();
  const said = new Said();
  const passwords = { alice: said.word('a password'), bob: said.word('another password') };
  const alice = await SealedBrowser.register(server.backend, passwords.alice);
  const bob = await SealedBrowser.register(server.backend, passwords.bob);

  const direct = directConversation(alice.chat, bob.uid);
  directConversation(bob.chat, alice.uid);
  await writeIn(direct, [alice, bob], said);
  const group = await alice.createGroup('Rowers', [bob.uid]);
  await bob.knows(group);
  const forwarded = await writeIn(group, [alice, bob], said);
  await server.look();

  await bob.chat.send(direct, { text: forwarded, forwardedFrom: alice.uid });
  const draft = alice.chat.composer(group);
  draft.write(said.text('a draft'), 3);
  alice.chat.keepDrafts();
  await changeKeys(server, alice, passwords.alice, said);
  await server.look();

  keepKeysOf(await alice.browser.keys(), said);
  keepKeysOf(await bob.browser.keys(), said);
  for (const { kept } of [alice, bob])
    for (const { epoch, key } of await kept.copy.epochKeys.of(group))
      said.key(`the key of epoch ${epoch}`, key);
  const secrets = [...said.secrets, ...inUse()];
  // Else nothing was watched.
  expect(said.secrets.length).toBeGreaterThan(15);
  expect(inUse().length).toBeGreaterThan(20);
  expect(foundIn(server.received(), [secret('a name', alice.username)])).not.toEqual([]);
  expect(foundIn(server.stored, [secret('a name', alice.username)])).not.toEqual([]);
  expect(server.logged.length).toBeGreaterThan(0);
  expect(foundIn(server.all(), secrets)).toEqual([]);
});

test('what is written in the open is found, wherever it comes and is kept, and however it is spelled', async () => {
  const server = await WatchedServer.start();
  const said = new Said();
  const alice = await SealedBrowser.register(server.backend, canary());
  // While one of its members has no keys, nobody seals.
  const { uid } = await server.backend.register();
  const group = await openGroup(server.backend, alice, [uid]);
  await alice.knows(group);
  const word = said.word('a text');
  await alice.say(group, word);
  for (const text of spelled(said)) await alice.say(group, text);
  await server.look();
  const names = said.secrets.map(({ name }) => name);
  const found = (bytes: readonly Buffer[]) =>
    new Set(foundIn(bytes, said.secrets).map((one) => one.split(',')[0] ?? ''));
  expect([...found(server.received())]).toEqual(names);
  expect([...found(server.stored)]).toEqual(names);
});

/** Everything that one says. @returns a text that may be forwarded */
async function writeIn(
  id: Uuid,
  [alice, bob]: readonly [SealedBrowser, SealedBrowser],
  said: Said,
): Promise<string> {
  const first = said.text('a message');
  await alice.say(id, first);
  await bob.see(id, [first]);
  const seq = seqOf(bob, id, first);
  const reply = said.text('a reply');
  await bob.chat.send(id, { text: reply, replyTo: seq });
  await bob.chat.react(id, seq, said.word('a reaction'), true);
  await alice.see(id, [first, reply]);
  const edited = said.text('an edit');
  await alice.chat.edit(id, seq, { text: edited });
  await bob.see(id, [edited, reply]);
  await vi.waitFor(() => expect(alice.chat.unsent.get() + bob.chat.unsent.get()).toBe(0), WAIT);
  return reply;
}

function seqOf(browser: SealedBrowser, id: Uuid, text: string): number {
  const item = browser
    .view(id)
    .items.get()
    .find((one) => one.kind === 'message' && one.content?.text === text);
  if (item?.kind !== 'message' || item.seq === undefined) throw new Error(`${text} is not there`);
  return item.seq;
}

/** A recovery key, a code for another browser, and another password. */
async function changeKeys(
  server: WatchedServer,
  alice: SealedBrowser,
  password: string,
  said: Said,
): Promise<void> {
  const keys = await alice.browser.keys();
  const { written } = await keys.recovery.make();
  const { code } = await keys.recovery.offerCode();
  for (const [name, text] of [
    ['a recovery key', written],
    ['a code', code],
  ] as const) {
    said.secrets.push(secret(`${name} as it is written`, text));
    said.secrets.push(secret(`${name} without hyphens`, text.replaceAll('-', '')));
    said.key(name, readKey(text) ?? new Uint8Array());
  }
  const next = said.word('a new password');
  await alice.browser.session.changePassword(password, next);
  await alice.again(server.backend, { password: next });
}

type Keys = Awaited<ReturnType<SealedBrowser['browser']['keys']>>;

function keepKeysOf({ account }: Keys, said: Said): void {
  const seeds = Object.values(account.get()?.seeds ?? {});
  expect(seeds).not.toEqual([]);
  for (const seed of seeds) said.key('an encryption seed', bytesOf(seed));
}

function spelled(said: Said): readonly string[] {
  const of = (name: string) => Buffer.from(said.word(name));
  return [
    of('one in hex').toString('hex'),
    encodeURIComponent(of('one for URLs').toString()),
    Buffer.concat([Buffer.from('x'), of('one in base64')]).toString('base64'),
    Buffer.concat([Buffer.from('xy'), of('another in base64')]).toString('base64'),
  ];
}

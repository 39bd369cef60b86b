import { onTestFinished } from 'vitest';
import { isMessage, Messenger } from '../people/messenger.ts';
import { expect, test } from './test.ts';

test('two people talk both ways, see what was read, and find it again after a reload', async ({
  newVisitor,
}) => {
  const [satya, alice] = [await newVisitor(), await newVisitor()];
  await satya.register('satya', 'Satya');
  await alice.register('alice', 'Alice');
  await satya.talkTo('Alice');
  await satya.say('Hello from Firefox');
  await alice.talkTo('Satya');
  await expect.poll(() => alice.texts()).toEqual(['Hello from Firefox']);
  await alice.say('Hello back');
  await expect.poll(() => satya.texts()).toEqual(['Hello from Firefox', 'Hello back']);
  await expect.poll(() => satya.words('Hello from Firefox')).toContain('Read');

  await satya.page.reload();
  await satya.isIn();
  await expect.poll(() => satya.texts()).toEqual(['Hello from Firefox', 'Hello back']);
});

test('somebody without a browser is heard and answered', async ({ newVisitor, server }) => {
  const messenger = await Messenger.register(server.origin, 'Terminal');
  onTestFinished(() => messenger.close());
  const bob = await newVisitor();
  await bob.register('bob', 'Bob');
  await bob.talkTo('Terminal');
  await bob.say('Anybody there?');
  await expect.poll(() => bob.words('Anybody there?')).toContain('Delivered');
  const conversation = bob.path().split('/').at(-1) ?? '';

  const said = (await messenger.log(conversation)).find(isMessage);
  expect(said?.sender).toBeDefined();
  await messenger.answer({ ...messenger.account.user, uid: said?.sender ?? '' }, said?.seq ?? 0, 'I am');
  await expect.poll(() => bob.texts()).toEqual(['Anybody there?', 'I am']);
});

test('two tabs of one person show the same, and send each message once', async ({ newVisitor }) => {
  const [carol, dave] = [await newVisitor(), await newVisitor()];
  await carol.register('carol', 'Carol');
  await dave.register('dave', 'Dave');
  await carol.talkTo('Dave');
  await carol.say('from the first');
  const second = await carol.newTab();
  await second.goTo(carol.path());
  await expect.poll(() => second.texts()).toEqual(['from the first']);
  await second.say('from the second');
  await carol.say('from the first again');

  const all = ['from the first', 'from the second', 'from the first again'];
  await expect.poll(() => second.texts()).toEqual(all);
  await dave.talkTo('Carol');
  await expect.poll(() => dave.texts()).toEqual(all);
});

import { ParleyError } from '@parley/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WorkerEpochCrypto } from '../../src/crypto/epochs/worker-epoch-crypto.ts';
import type { Said } from '../../src/model/said.ts';
import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import type { EpochCrypto } from '../../src/ports/sealing/epoch-crypto.ts';
import { brokenWorker, ChannelWorker } from '../channel-worker.ts';
import { LinkedPerson } from './linked-person.ts';
import { rekeyedAccount, sealingAccount } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

const limited = (retryAfterMs = 700) => {
  throw new ParleyError('E_RATE_LIMITED', { retryAfterMs });
};
const unanswered = () => {
  throw new NoAnswerError();
};

/** A group in which Alice has said something, and Bob's client, which has heard of it. */
async function inGroup(crypto?: EpochCrypto) {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  await world.group(alice, [bob]);
  await alice.say(GROUP, 'hello');
  const person = new LinkedPerson(world, await sealingAccount(2), undefined, crypto);
  await person.hear(GROUP);
  const said = world.server
    .page(GROUP, Number.POSITIVE_INFINITY)
    .filter(({ body: { kind } }) => kind === 'message');
  let tries = 0;
  const read: (Said | undefined)[] = [];
  const open = async () => void read.splice(0, 1, ...(await person.sealing.opener.open(said)));
  person.sealing.opener.onMore(() => tries++);
  return { world, person, open, read, tries: () => tries };
}

/** Signatures take a while on a busy machine. */
const SOON = { timeout: 20_000 };

/** Which of the requests that it takes to read a message fails: for the list of members, for keys. */
const LISTS = 0;
const KEYS = 1;

test.each([
  ['the list of members', LISTS],
  ['keys', KEYS],
])('%s that a server refuses for now is asked for after the pause that it names', async (_what, at) => {
  const { world, person, open, read, tries } = await inGroup();
  person.refusals.push(...Array.from({ length: at }, () => () => undefined), () => limited());
  await open();
  expect(read).toEqual([undefined]);
  const before = tries();
  await world.clock.advance(699);
  expect(tries()).toBe(before);
  await world.clock.advance(176);
  expect(tries()).toBeGreaterThan(before);
  await open();
  expect(read).toEqual([{ type: 'text', text: 'hello' }]);
  expect(person.problems).toEqual([]);
});

test('what got no answer is asked for again without a new connection, and less and less often', async () => {
  const { world, person, open, read, tries } = await inGroup();
  const pauses: number[] = [];
  for (let n = 0; n < 4; n++) {
    person.refusals.push(unanswered);
    await open();
    const [before, from] = [tries(), world.clock.now()];
    while (tries() === before)
      await world.clock.advance((world.clock.nextAt() ?? Number.NaN) - world.clock.now());
    pauses.push(world.clock.now() - from);
  }
  expect(pauses).toEqual([1_125, 2_250, 4_500, 9_000]);
  await open();
  expect(read).toEqual([{ type: 'text', text: 'hello' }]);
});

test('keys that a worker did not open because it did not start are opened by the next one', async () => {
  const workers = [brokenWorker()];
  const crypto = new WorkerEpochCrypto(() => workers.pop() ?? new ChannelWorker());
  onTestFinished(() => crypto.close());
  const { world, person, open, read, tries } = await inGroup(crypto);
  await open();
  expect(read).toEqual([undefined]);
  const before = tries();
  await world.clock.advance(1_125);
  expect(tries()).toBeGreaterThan(before);
  await open();
  expect(read).toEqual([{ type: 'text', text: 'hello' }]);
  expect(person.problems).toEqual([]);
});

test('a page is told how a conversation is sealed once its server gives what that takes', async () => {
  const { world, person } = await inGroup();
  person.refusals.push(() => limited());
  person.sealing.look(GROUP);
  await vi.waitFor(() => expect(world.clock.nextAt()).toBeDefined(), SOON);
  expect(person.told.get(GROUP)).toBeUndefined();
  await world.clock.advance(875);
  await vi.waitFor(() => expect(person.told.get(GROUP)).toMatchObject({ protection: 'sealed' }), SOON);
});

test.each([
  ['names it, and another request fails', [() => limited(5_000), unanswered]],
  ['names it after another request failed', [unanswered, () => limited(5_000)]],
  ['names a shorter one after it', [() => limited(5_000), () => limited(10)]],
])('nothing is asked for within a pause where a server %s', async (_, refusals) => {
  const { world, person, open, read, tries } = await inGroup();
  for (const refusal of refusals) {
    person.refusals.push(refusal);
    await open();
  }
  const before = tries();
  await world.clock.advance(5_000);
  expect(tries()).toBe(before);
  await world.clock.advance(625);
  expect(tries()).toBe(before + 1);
  await open();
  expect(read).toEqual([{ type: 'text', text: 'hello' }]);
});

test('what fails when the user has logged out is not asked for again', async () => {
  const { world, person, open } = await inGroup();
  person.refusals.push(() => {
    person.sealing.close();
    unanswered();
  });
  await open();
  expect(person.asked).toBe(1);
  expect(world.clock.nextAt()).toBeUndefined();
});

test('what locked keys are lacking for waits for them, and for no pause', async () => {
  const { world, person, open, read, tries } = await inGroup();
  const own = person.account.get();
  person.account.set(undefined);
  person.sealing.look(GROUP);
  await open();
  expect(read).toEqual([undefined]);
  expect(world.clock.nextAt()).toBeUndefined();

  const before = tries();
  person.account.set(own);
  expect(tries()).toBeGreaterThan(before);
  await open();
  expect(read).toEqual([{ type: 'text', text: 'hello' }]);
  await vi.waitFor(() => expect(person.told.get(GROUP)).toMatchObject({ protection: 'sealed' }), SOON);
});

/** The versions of keys that somebody has said they have. */
const saidKeys = ({ server }: SealedWorld) =>
  (server.logs.get(GROUP) ?? []).flatMap(({ body }) => (body.kind === 'rekeyed' ? [body.version] : []));

/** Resolves once the server has stored something. */
function nextEntry({ server }: SealedWorld): Promise<void> {
  return new Promise((resolve) => void server.listeners.add(() => resolve()));
}

test('a new key is told in a conversation as soon as one hears of it, and not at the next start', async () => {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  const rekeyed = await rekeyedAccount(2);
  world.directory.set(bob.uid, { followed: rekeyed.followed });
  const person = new LinkedPerson(world, rekeyed);
  person.sealing.connected();
  await world.clock.advance(0);
  await world.group(alice, [bob]);
  const stored = nextEntry(world);
  await person.hear(GROUP);
  await stored;
  expect(saidKeys(world)).toEqual([2]);
  expect(person.problems).toEqual([]);
});

test('whether a new key was told is asked again after the pause where the server refused to say it', async () => {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  const rekeyed = await rekeyedAccount(2);
  world.directory.set(bob.uid, { followed: rekeyed.followed });
  const person = new LinkedPerson(world, rekeyed);
  await world.group(alice, [bob]);
  person.refusals.push(() => limited());
  await person.hear(GROUP);
  await vi.waitFor(() => expect(world.clock.nextAt()).toBeDefined(), SOON);
  expect(person.asked).toBe(1);
  await world.clock.advance(699);
  expect(person.asked).toBe(1);
  await world.clock.advance(176);
  expect(person.asked).toBeGreaterThan(1);
});

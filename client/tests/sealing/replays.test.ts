import { bytesOf, type Entry, type KeyLogEntry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test, vi } from 'vitest';
import { generateDeviceKey } from '../../src/crypto/envelopes/device-key.ts';
import { extendKeyLog } from '../../src/crypto/key-log/extend-key-log.ts';
import { after } from '../../src/crypto/key-log/follow-key-log.ts';
import { afterOpening, isUnopened } from '../../src/model/held-entry.ts';
import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import { EpochStarter } from '../../src/sealing/epochs/epoch-starter.ts';
import { FakeClock } from '../../src/platform/fake-clock.ts';
import { LinkedPerson } from './linked-person.ts';
import { SealedPerson, sealingAccount } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

/** Bob's client, on a local copy that it may have from before. */
class Reader {
  readonly #world: SealedWorld;
  readonly #person: LinkedPerson;

  private constructor(world: SealedWorld, person: LinkedPerson) {
    this.#world = world;
    this.#person = person;
  }

  static async start(world: SealedWorld, copy?: LinkedPerson['copy']): Promise<Reader> {
    const person = new LinkedPerson(world, await sealingAccount(2), copy);
    if (copy === undefined) await person.hear(GROUP);
    else for (const stored of (await copy.load()).conversations) person.known.put(stored);
    return new Reader(world, person);
  }

  restarted(): Promise<Reader> {
    return Reader.start(this.#world, this.#person.copy);
  }

  /** Judges what the server has by now, and keeps nothing of it: its log is cut meanwhile. */
  async judge(): Promise<readonly unknown[]> {
    const from = (this.#person.known.get(GROUP)?.window?.last ?? 0) + 1;
    const coming = this.#world.server.page(GROUP, Number.POSITIVE_INFINITY).slice(from - 1);
    return this.#person.sealing.opener.open(coming.filter(isUnopened), coming);
  }

  /** Takes what the server has by now, in one go. @returns what it says, or why it does not count */
  async take(): Promise<readonly unknown[]> {
    const { copy, known, sealing } = this.#person;
    const from = (known.get(GROUP)?.window?.last ?? 0) + 1;
    const log = this.#world.server.page(GROUP, Number.POSITIVE_INFINITY);
    const coming = log.slice(from - 1);
    const closed = coming.filter(isUnopened);
    const contents = await sealing.opener.open(closed, coming);
    const opened = new Map(closed.map((entry, i) => [entry, afterOpening(entry, contents[i], 1)]));
    const entries = coming.map((entry) => opened.get(entry) ?? entry);
    known.put((await copy.append(GROUP, { from, to: log.length, entries, hidden: [] })).conversation);
    sealing.logChanged(GROUP, { kind: 'appended', entries });
    return closed.map(({ seq }, i) => contents[i] ?? this.#person.told.get(GROUP)?.notOpened.get(seq));
  }
}

const text = (said: string) => ({ type: 'text', text: said });
const refused = (refusal: string) => ({ kind: 'refused', refusal });

async function inGroup() {
  const world = new SealedWorld();
  const [alice, bob] = [await world.person(), await world.person()];
  await world.group(alice, [bob]);
  return { world, alice };
}

/** The server stores the bytes of an entry once more, at the end of the log. */
function replay(
  { server }: SealedWorld,
  { id, sender, body, payload }: Pick<Entry, 'id' | 'sender' | 'body' | 'payload'>,
) {
  const log = server.logs.get(GROUP) ?? [];
  const last = log.at(-1);
  if (last === undefined) throw new Error('nothing was said');
  const chain = uint8ArrayToBase64(bytesOf(last.chain).map((byte) => byte ^ 1));
  server.logs.set(GROUP, [...log, { ...last, id, sender, body, payload, seq: last.seq + 1, chain }]);
}

test.each([
  ['as before', false],
  ['after a restart', true],
])('a message and an edit that a server stores once more do not count, %s', async (_when, isRestarted) => {
  const { world, alice } = await inGroup();
  const said = await alice.say(GROUP, 'one');
  const edit = await alice.send(GROUP, { type: 'text', text: 'two' }, { kind: 'edit', target: said.seq });
  let reader = await Reader.start(world);
  expect(await reader.take()).toEqual([text('one'), text('two')]);
  if (isRestarted) reader = await reader.restarted();
  replay(world, said);
  expect(await reader.take()).toEqual([refused('repeated')]);
  replay(world, edit);
  expect(await reader.take()).toEqual([refused('repeated')]);
});

test('a message that a restored server lost while it was judged counts where its sender sends it again', async () => {
  const { world, alice } = await inGroup();
  await alice.say(GROUP, 'one');
  const reader = await Reader.start(world);
  await reader.take();
  const lost = await alice.say(GROUP, 'lost');
  expect(await reader.judge()).toEqual([text('lost')]);

  world.server.lose(GROUP, lost.seq - 1);
  await alice.say(GROUP, 'in its place');
  replay(world, lost);
  expect(await reader.take()).toEqual([text('in its place'), text('lost')]);
  replay(world, lost);
  expect(await reader.take()).toEqual([refused('repeated')]);
});

/** Alice logs one device out with another one. @returns her on the new one */
async function movedToAnother(world: SealedWorld): Promise<SealedPerson> {
  const { account, followed, identitySeed } = await sealingAccount(1);
  const deviceKey = await generateDeviceKey();
  const device = '00000001-2000-4000-8000-000000000001';
  const { seq } = followed.log;
  const key = uint8ArrayToBase64(deviceKey.publicKey);
  const entries: readonly KeyLogEntry[] = [
    { kind: 'deviceAdded', seq: seq + 1, time: 2, device, key },
    { kind: 'deviceRevoked', seq: seq + 2, time: 3, device: account.device },
  ];
  let known = followed;
  for (const entry of entries) {
    const { keyLog } = await extendKeyLog(known.log, entry, [bytesOf(identitySeed)]);
    known = after(known, keyLog, entry);
  }
  world.directory.set(known.log.uid, { followed: known });
  const moved = { ...account, device, deviceKey, keyLog: known.log };
  const person = new SealedPerson(moved, world.server, world.directory, new FakeClock());
  for (let ids = 0; ids < 100; ids++) person.newId();
  return person;
}

test.each([
  ['told one after the other', false, false],
  ['told in one go', true, false],
  ['after a restart', false, true],
])('who logged a device out is not heard from it any more, %s', async (_when, isAtOnce, isRestarted) => {
  const { world, alice } = await inGroup();
  await alice.say(GROUP, 'one');
  const moved = await movedToAnother(world);
  let reader = await Reader.start(world);
  await reader.take();
  await moved.say(GROUP, 'two');
  if (!isAtOnce) expect(await reader.take()).toEqual([text('two')]);
  if (isRestarted) reader = await reader.restarted();
  await alice.say(GROUP, 'by a thief');
  expect(await reader.take()).toEqual([...(isAtOnce ? [text('two')] : []), refused('revoked')]);
});

test.each([
  ['as before', false],
  ['after a restart', true],
])('a message of an older epoch that a server kept back does not count, %s', async (_when, isRestarted) => {
  const { world, alice } = await inGroup();
  await alice.say(GROUP, 'one');
  const kept: Parameters<SealedWorld['server']['append']>[] = [];
  vi.spyOn(world.server, 'append').mockImplementationOnce((...sent) => {
    kept.push(sent);
    throw new NoAnswerError();
  });
  await expect(alice.say(GROUP, 'kept back')).rejects.toThrow(NoAnswerError);
  await new EpochStarter(alice.deps).start({ conversation: GROUP }, world.server.state(GROUP)?.epoch);
  await alice.say(GROUP, 'two');
  let reader = await Reader.start(world);
  expect(await reader.take()).toEqual([text('one'), text('two')]);
  if (isRestarted) reader = await reader.restarted();
  for (const [sender, , command] of kept) replay(world, { sender, ...command });
  expect(await reader.take()).toEqual([refused('oldEpoch')]);
});

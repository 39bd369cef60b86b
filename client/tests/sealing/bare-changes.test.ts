import { bytesOf, CHAIN_START, chainAfter, type Body, type Entry } from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { expect, test, vi } from 'vitest';
import { sha256 } from '../../src/crypto/sha256.ts';
import { NoAnswerError } from '../../src/ports/no-answer-error.ts';
import { ownWriter } from '../../src/sealing/writing/own-writer.ts';
import { sealStatement } from '../../src/sealing/writing/seal-statement.ts';
import type { SealedPerson } from './sealed-person.ts';
import { GROUP, SealedWorld } from './sealed-world.ts';

vi.setConfig({ testTimeout: 30_000 });

/** A group of which Alice is the owner, in which Bob has said something that Carol reads. */
async function said() {
  const world = new SealedWorld();
  const [alice, bob, carol] = [await world.person(), await world.person(), await world.person()];
  await world.group(alice, [bob, carol]);
  const { seq: target } = await bob.say(GROUP, 'words');
  await carol.read(GROUP);
  /** What its server puts at the end of the log. */
  const store = (said: Pick<Entry, 'id' | 'sender' | 'body' | 'payload'>): Entry => {
    const log = world.server.logs.get(GROUP) ?? [];
    const { chain = CHAIN_START, count = 0 } = log.at(-1) ?? {};
    const link = { ...said, conversation: GROUP, seq: log.length + 1, time: 9_000, count };
    const entry = { ...link, chain: chainAfter(sha256, chain, link) };
    world.server.logs.set(GROUP, [...log, entry]);
    return entry;
  };
  const unsigned = (by: SealedPerson, body: Body) => store({ id: by.newId(), sender: by.uid, body });
  return { world, alice, bob, carol, target, store, unsigned };
}

/** What somebody's device signs, whatever their server says to it. */
async function signed(by: SealedPerson, body: Body) {
  const view = await by.views.view(GROUP);
  if (view === undefined) throw new Error('no group yet');
  const command = await sealStatement(ownWriter(by.deps), view, { id: by.newId(), body });
  return { ...command, sender: by.uid };
}

const KINDS = ['deletion', 'pinned', 'unpinned'] as const;

test.each(KINDS)(
  '%s counts if a device of its sender signed it, and not without a signature',
  async (kind) => {
    const { world, bob, carol, target, unsigned } = await said();
    const body: Body = { kind, target };
    expect(await carol.verdictOn(await world.change(bob, body))).toBe('counts');
    expect(await carol.verdictOn(unsigned(bob, body))).toBe('refused: unsigned');
  },
);

test('nothing that a server signs by itself, changes on the way or stores twice counts', async () => {
  const { world, alice, bob, carol, target, store } = await said();
  const entry = await world.change(bob, { kind: 'deletion', target });
  const { id, body, payload } = entry;
  expect(await carol.verdictOn(store({ id, sender: alice.uid, body, payload }))).toBe('refused: sender');
  const other = { kind: 'deletion', target: target - 1 } as const;
  expect(await carol.verdictOn(store({ id, sender: bob.uid, body: other, payload }))).toBe('refused: body');
  expect(await carol.verdictOn(store({ id, sender: bob.uid, body, payload }))).toBe('refused: repeated');
  if (payload?.kind !== 'sealed') throw new Error('not signed');
  const bytes = bytesOf(payload.bytes).map((byte, i, { length }) => (i === length - 1 ? byte ^ 1 : byte));
  const changed = { kind: 'sealed', bytes: uint8ArrayToBase64(bytes) } as const;
  expect(await carol.verdictOn(store({ id, sender: bob.uid, body, payload: changed }))).toBe(
    'refused: signature',
  );
});

test("another's message is deleted by whoever stands above them, by the roles of that time, and by nobody else", async () => {
  const { world, alice, bob, carol, target } = await said();
  const body = { kind: 'deletion', target } as const;
  const byMember = await world.change(carol, body);
  expect(await bob.verdictOn(byMember)).toBe('refused: noRight');
  expect(await bob.verdictOn(await world.change(alice, body))).toBe('counts');
  await world.change(alice, { kind: 'roleChanged', member: carol.uid, role: 'admin' });
  const byAdmin = await world.change(carol, body);
  await world.change(alice, { kind: 'roleChanged', member: carol.uid, role: 'member' });
  expect(await bob.verdictOn(byAdmin)).toBe('counts');
  expect(await bob.verdictOn(byMember)).toBe('refused: noRight');
});

test('a role that only the server gives lets nobody delete', async () => {
  const { alice, bob, carol, target, store, unsigned } = await said();
  unsigned(alice, { kind: 'roleChanged', member: carol.uid, role: 'owner' });
  const deletion = await signed(carol, { kind: 'deletion', target });
  expect(await bob.verdictOn(store(deletion))).toBe('refused: noRight');
});

test('who was removed deletes nothing any more', async () => {
  const { world, alice, bob, carol, target, store } = await said();
  const deletion = await signed(bob, { kind: 'deletion', target });
  await world.change(alice, { kind: 'removed', member: bob.uid });
  expect(await carol.verdictOn(store(deletion))).toBe('refused: noRight');
});

test('while the message is not held, or the list of members was not had, it waits', async () => {
  const { world, alice, bob, target, unsigned } = await said();
  const entry = await world.change(alice, { kind: 'deletion', target });
  bob.stops.set(GROUP, target - 1);
  expect(await bob.verdictOn(entry)).toBe('unjudged');
  bob.stops.delete(GROUP);
  expect(await bob.verdictOn(entry)).toBe('counts');

  const forged = unsigned(alice, { kind: 'deletion', target });
  vi.spyOn(bob.logs, 'prepare').mockRejectedValueOnce(new NoAnswerError());
  expect(await bob.verdictOn(forged)).toBe('unjudged');
  expect(await bob.verdictOn(forged)).toBe('refused: unsigned');
});

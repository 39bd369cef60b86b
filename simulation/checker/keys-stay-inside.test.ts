import { encodeHeader, type Body, type Entry, type EnvelopeHeader } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { Facts, Reach } from './facts.ts';
import { keysStayInside } from './keys-stay-inside.ts';

const [GROUP, ALICE, BOB, PHONE] = [uuid('c'), uuid('a'), uuid('b'), uuid('d')];

/** The entry before each. */
const seenBy = new Map<Entry, Entry>();

const created = entry(1, {
  ...{ kind: 'created', type: 'group', visibility: 'private', protection: 'sealed', history: 'fromJoin' },
  members: [ALICE, BOB].map((uid) => ({ uid, role: 'owner' as const })),
});
const before = entry(2, { kind: 'message', epoch: 1 }, created);
const removal = entry(3, { kind: 'removed', member: BOB }, before);
const after = entry(4, { kind: 'message', epoch: 1 }, removal);
/** The log has lost the removal. */
const afterRestore = entry(3, { kind: 'message', epoch: 1 }, before, 'restored');
const all = [created, before, removal, after, afterRestore];

describe('who can open what', () => {
  it('is a member, by what the writer knew', () => {
    expect(complaintsOf({ uid: BOB, opens: [before] })).toEqual([]);
    expect(complaintsOf({ uid: ALICE, opens: [before, after] })).toEqual([]);
  });

  it('is nobody who was removed, also where the server went back', () => {
    expect(complaintsOf({ uid: BOB, opens: [after] })).toEqual([expect.stringMatching(/Bob can open 4 of/)]);
    expect(complaintsOf({ uid: BOB, opens: [afterRestore] })).toHaveLength(1);
  });

  it('is no stranger', () => {
    expect(complaintsOf({ uid: uuid('e'), opens: [before, after] })).toHaveLength(2);
  });

  it('is no thief of a device, once the writer has seen that there are new keys', () => {
    const rekeyed = entry(4, { kind: 'rekeyed', version: 2 }, removal, 'rekeyed');
    const told = entry(5, { kind: 'message', epoch: 1 }, rekeyed);
    const thief = { uid: ALICE, stolenAt: 1, opens: [after, told] };
    expect(complaintsOf(thief, [...all, rekeyed, told])).toEqual([expect.stringMatching(/open 5 of/)]);
  });

  it('says nothing of what the server wrote itself', () => {
    expect(complaintsOf({ uid: BOB, opens: [after] }, all, [after])).toEqual([]);
  });
});

function complaintsOf(
  reach: Omit<Reach, 'name'>,
  entries: readonly Entry[] = all,
  forged: readonly Entry[] = [],
): readonly string[] {
  const historyUpTo = (chain: string): readonly Entry[] => {
    const last = entries.find((one) => one.chain === chain);
    const previous = last && seenBy.get(last);
    return last === undefined ? [] : [...(previous === undefined ? [] : historyUpTo(previous.chain)), last];
  };
  const heard = { entries, historyUpTo, isForged: (one: Entry) => forged.includes(one) };
  const facts: Facts = {
    ...{ logs: [], spoken: [], acknowledged: [], devices: [], sightings: [], marks: [] },
    ...{ heard, reaches: [{ ...reach, name: 'Bob' }] },
  };
  return keysStayInside(facts);
}

/** Written by Alice's phone, which had seen the log up to `last`. */
function entry(seq: number, body: Body, last?: Entry, log = 'usual'): Entry {
  const id = crypto.randomUUID();
  const chain = base64Of(`${log} ${seq}`);
  const header: EnvelopeHeader = {
    ...{ kind: 'statement', conversation: GROUP, sender: ALICE, device: PHONE, id, time: 1, epoch: 0 },
    keyLog: { seq: 2, hash: new Uint8Array(32) },
    log: { seq: seq - 1, chain: last === undefined ? new Uint8Array(32) : Buffer.from(last.chain, 'base64') },
    bodyHash: new Uint8Array(32),
  };
  const payload = { kind: 'sealed' as const, bytes: Buffer.from(encodeHeader(header)).toString('base64') };
  const made = { conversation: GROUP, seq, id, sender: ALICE, time: 1, count: 0, chain, body, payload };
  if (last !== undefined) seenBy.set(made, last);
  return made;
}

/** 32 bytes that tell chains apart. */
function base64Of(name: string): string {
  return Buffer.from(name.padEnd(32)).toString('base64');
}

function uuid(letter: string): string {
  return `${letter.repeat(8)}-0000-4000-8000-000000000000`;
}

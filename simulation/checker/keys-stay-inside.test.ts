import { encodeHeader, type Body, type Entry, type EnvelopeHeader } from '@parley/protocol';
import { describe, expect, it } from 'vitest';
import type { Facts, Reach } from './facts.ts';
import { keysStayInside } from './keys-stay-inside.ts';

const [GROUP, ALICE, BOB, PHONE, LAPTOP] = [uuid('c'), uuid('a'), uuid('b'), uuid('d'), uuid('f')];

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

  it('is whoever the writer has added itself, also where the server has lost that since', () => {
    const addition = entry(4, { kind: 'added', members: [BOB] }, removal, 'added');
    const lost = entry(3, { kind: 'message', epoch: 1 }, before, 'lost');
    expect(complaintsOf({ uid: BOB, opens: [lost] }, [...all, addition, lost])).toEqual([]);
  });

  it('may be who was taken in again in a log that the server has lost, by somebody who knew of their removal', () => {
    const addition = entry(4, { kind: 'added', members: [BOB] }, removal, 'added', LAPTOP);
    const lost = { ...entry(3, { kind: 'message', epoch: 1 }, before, 'lost'), time: 2 };
    seenBy.set(lost, before);
    const reach = { uid: BOB, opens: [lost] };
    expect(complaintsOf(reach, [...all, addition, lost])).toEqual([]);
    const early = entry(3, { kind: 'added', members: [BOB] }, before, 'early', LAPTOP);
    expect(complaintsOf(reach, [...all, early, lost])).toHaveLength(1);
    expect(complaintsOf(reach, [...all, { ...addition, time: 3 }, lost])).toHaveLength(1);
  });

  it('is whoever wrote it, unless that device was stolen from them', () => {
    expect(complaintsOf({ uid: ALICE, opens: [after] })).toEqual([]);
    const own = { uid: ALICE, stolenAt: 0, opens: [after] };
    const rekeyed = entry(4, { kind: 'rekeyed', version: 1 }, removal, 'told');
    const told = entry(5, { kind: 'message', epoch: 1 }, rekeyed);
    expect(complaintsOf({ ...own, opens: [told] }, [...all, rekeyed, told])).toHaveLength(1);
  });

  it('is whom a member has added who knew of their removal, wherever the server puts that, and nobody else', () => {
    const addition = entry(4, { kind: 'added', members: [BOB] }, removal, 'added', LAPTOP);
    const told = (carried: Entry) => entry(6, { kind: 'message', epoch: 1 }, carried, 'carried');
    const carried = placed(addition, after);
    const shown = told(carried);
    expect(complaintsOf({ uid: BOB, opens: [shown] }, [...all, addition, carried, shown], [carried])).toEqual(
      [],
    );

    const early = entry(3, { kind: 'added', members: [BOB] }, before, 'early', LAPTOP);
    const late = placed(early, after);
    const read = told(late);
    expect(complaintsOf({ uid: BOB, opens: [read] }, [...all, early, late, read], [late])).toHaveLength(1);
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

/** Written by a device of Alice, which had seen the log up to `last`. */
function entry(seq: number, body: Body, last?: Entry, log = 'usual', device = PHONE): Entry {
  const id = crypto.randomUUID();
  const chain = base64Of(`${log} ${seq}`);
  const header: EnvelopeHeader = {
    ...{ kind: 'statement', conversation: GROUP, sender: ALICE, device, id, time: 1, epoch: 0 },
    keyLog: { seq: 2, hash: new Uint8Array(32) },
    log: { seq: seq - 1, chain: last === undefined ? new Uint8Array(32) : Buffer.from(last.chain, 'base64') },
    bodyHash: new Uint8Array(32),
  };
  const payload = { kind: 'sealed' as const, bytes: Buffer.from(encodeHeader(header)).toString('base64') };
  const made = { conversation: GROUP, seq, id, sender: ALICE, time: 1, count: 0, chain, body, payload };
  if (last !== undefined) seenBy.set(made, last);
  return made;
}

/** The same command at a place behind another one, where a server puts it. */
function placed(signed: Entry, last: Entry): Entry {
  const made = { ...signed, seq: last.seq + 1, chain: base64Of(`${signed.seq} behind ${last.seq}`) };
  seenBy.set(made, last);
  return made;
}

/** 32 bytes that tell chains apart. */
function base64Of(name: string): string {
  return Buffer.from(name.padEnd(32)).toString('base64');
}

function uuid(letter: string): string {
  return `${letter.repeat(8)}-0000-4000-8000-000000000000`;
}

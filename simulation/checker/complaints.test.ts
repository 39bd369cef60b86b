import { Body, encodeContent, type ConversationState, type Entry, type Payload } from '@parley/protocol';
import { nextEntry } from '@parley/backend/domain/log/next-entry.ts';
import { describe, expect, it } from 'vitest';
import { complaints } from './complaints.ts';
import type { DeviceFacts, Facts } from './facts.ts';

const ALICE = '00000000-0000-4000-8000-00000000000a';
const BOB = '00000000-0000-4000-8000-00000000000b';
const CAROL = '00000000-0000-4000-8000-00000000000c';
const GROUP = '00000000-0000-4000-8000-0000000000ff';

const created = {
  kind: 'created',
  type: 'group',
  visibility: 'private',
  protection: 'open',
  history: 'fromJoin',
  members: [{ uid: ALICE, role: 'owner' }],
} satisfies Body;

const { entries, state } = logOf([
  { body: created },
  say('one'),
  { body: { kind: 'added', members: [BOB] } },
  say('two'),
]);
const [, one, , two] = entries;

describe('the checker', () => {
  it('has nothing to say about a run in which all went well', () => {
    expect(complaints(facts())).toEqual([]);
  });

  it('misses an acknowledged entry that the log lacks', () => {
    expectComplaint(
      { acknowledged: entries, logs: [logFacts(entries.slice(0, 3))] },
      /acknowledged and is not stored/,
    );
  });

  it('sees a hole in the log', () => {
    expectComplaint(
      { logs: [{ entries: entries.filter((entry) => entry !== one), state }] },
      /where 2 belongs/,
    );
  });

  it('sees a broken chain', () => {
    const forged = entries.map((entry) => (entry === one ? { ...entry, time: entry.time + 1 } : entry));
    expectComplaint({ logs: [{ entries: forged, state }] }, /chain .* breaks at 2/);
  });

  it('sees a sealed message that a device cannot open, and one that it reads otherwise', () => {
    const sealed = entries.map((entry) =>
      entry === one ? { ...entry, payload: { kind: 'sealed' as const, bytes: 'AAAA' } } : entry,
    );
    const opening = (text: string) => ({
      ...device({ entries: sealed }),
      opened: [spoken(text, one?.seq ?? 0)],
    });
    expectComplaint({ devices: [device({ entries: sealed })] }, /phone cannot open 2 of/);
    expectComplaint({ devices: [opening('none')] }, /reads 2 of .* otherwise/);
    expect(complaints({ ...facts(), devices: [opening('one')] }).join()).not.toMatch(/cannot open|otherwise/);
  });

  it('sees a window that lacks an entry', () => {
    expectComplaint({ devices: [device({ entries: entries.slice(0, 3) })] }, /holds \[1,2,3\] of 1 to 4/);
  });

  it('sees a window that holds what its user may not read', () => {
    expectComplaint({ devices: [device({ entries }, BOB)] }, /is wrong about who may read \[1,2\]/);
  });

  it('lets somebody keep what was deleted after they were removed, and nobody else', () => {
    const members = [...created.members, { uid: BOB, role: 'member' as const }];
    const log = logOf([
      { body: { ...created, members } },
      say('one'),
      { body: { kind: 'removed', member: BOB } },
      say('later'),
    ]);
    const deletion = { kind: 'deletion' as const, target: 2 };
    const hash = 'S6ZelBIhNd9ZW45EbKPjgX9qKJFy1k0ZSH7zGbfEjGQ=';
    const erased = log.entries.map((entry) => {
      if (entry.seq === 4) return { ...entry, body: deletion };
      return entry.seq === 2
        ? { ...entry, payload: { kind: 'erased' as const, was: 'plain' as const, hash } }
        : entry;
    });
    const holding = (uid: string, last: number) => {
      const window = { conversation: GROUP, first: 1, last, entries: log.entries.slice(0, last), hidden: [] };
      return { ...device({ entries: [] }, uid), windows: [window] };
    };
    const change = { logs: [{ entries: erased, state: log.state }] };
    expect(complaints({ ...facts(), ...change, devices: [holding(BOB, 3)] }).join()).not.toMatch(
      /another entry/,
    );
    expectComplaint({ ...change, devices: [holding(ALICE, 4)] }, /holds another entry 2/);
  });

  it('sees a message that arrived twice, one that never did, and one in the wrong place', () => {
    const intents = ['two', 'one', 'three'].map((text) => ({ conversation: GROUP, text }));
    const devices = [{ ...device({ entries }), intents }];
    expectComplaint({ devices }, /one arrived before/);
    expectComplaint({ devices }, /three was lost/);
    expectComplaint({ devices, spoken: [...facts().spoken, spoken('one', 5)] }, /one arrived 2 times/);
  });

  it('sees a mark that went back', () => {
    const mark = (delivered: number) => ({
      seenBy: 'bob',
      conversation: GROUP,
      uid: ALICE,
      delivered,
      read: 0,
    });
    expectComplaint({ marks: [mark(2), mark(1)] }, /go back/);
  });

  it('sees an entry on the device of a stranger', () => {
    expectComplaint({ sightings: [{ uid: BOB, conversation: GROUP, seq: 1 }] }, /not theirs to read/);
  });

  it('sees a member who has begun anew and told nobody where it is sealed', () => {
    const sealed = { logs: [{ entries, state: { ...state, protection: 'sealed' as const } }] };
    const anew = (uid: string, from?: number) => ({ knownAnew: [{ uid, conversation: GROUP, from }] });
    expectComplaint({ ...sealed, ...anew(BOB) }, /has not told their new keys/);
    for (const fine of [{ ...sealed, ...anew(BOB, 3) }, { ...sealed, ...anew(CAROL) }, anew(BOB)])
      expect(complaints({ ...facts(), ...fine }).join()).not.toMatch(/told/);
  });

  it('sees a device that got an entry or a key once everyone knew that it was logged out', () => {
    const epoch = { conversation: GROUP, epoch: 1, commitment: '' };
    const loggedOut = (at: number, startedAt?: number) => ({
      loggedOut: [{ ...device({ entries }), at, epochs: [epoch], startedAt: () => startedAt }],
    });
    // The entries are of the first moments, and nodes take 10 s to notice.
    expect(complaints({ ...facts(), ...loggedOut(0, 10_000) })).toEqual([]);
    expect(complaints({ ...facts(), ...loggedOut(0) })).toEqual([]);
    expectComplaint(loggedOut(0, 10_001), /phone has epoch 1 of .*, of later/);
    expectComplaint(loggedOut(-10_001), /phone got 1 of .* after it was logged out/);
  });

  it('sees whom a room should not have let in or heard, and one without an owner', () => {
    const inRoom = (...bodies: readonly Body[]) => {
      const later = bodies.map((body, index) => {
        const sender = body.kind === 'joined' || body.kind === 'message' ? BOB : ALICE;
        return { ...entries[0], seq: index + 2, sender, time: index * 1_000, body } as Entry;
      });
      const room = { ...state, visibility: 'public' as const, memberCount: 1 };
      return { logs: [{ entries: [...entries.slice(0, 1), ...later], state: room }] };
    };
    const [ban, mute] = [
      { kind: 'banned', member: BOB },
      { kind: 'muted', member: BOB, seconds: 2 },
    ] as const;
    const [joined, message] = [{ kind: 'joined' }, { kind: 'message' }] as const;
    expectComplaint(inRoom(ban, joined), /entry 3 is by .* who is banned/);
    expectComplaint(inRoom(joined, ban, message), /entry 4 is by .* who is banned/);
    expectComplaint(inRoom(joined, mute, message), /entry 4 is by .* who is muted/);
    const fine = inRoom(ban, { kind: 'unbanned', member: BOB }, joined, mute, joined, message);
    expect(complaints({ ...facts(), ...fine }).join()).not.toMatch(/banned|muted|owner/);
    const [log] = inRoom(joined).logs;
    const orphaned = {
      logs: [{ entries: [], ...log, state: { ...state, visibility: 'public' as const, members: {} } }],
    };
    expectComplaint(orphaned, /has no owner/);
  });
});

function expectComplaint(change: Partial<Facts>, complaint: RegExp): void {
  expect(complaints({ ...facts(), ...change }).join('\n')).toMatch(complaint);
}

function facts(): Facts {
  return {
    logs: [{ entries, state }],
    spoken: [spoken('one', one?.seq ?? 0), spoken('two', two?.seq ?? 0)],
    acknowledged: entries,
    devices: [device({ entries })],
    sightings: [{ uid: BOB, conversation: GROUP, seq: 3 }],
    marks: [],
  };
}

function device({ entries: held }: { entries: readonly Entry[] }, uid = ALICE): DeviceFacts {
  const window = { conversation: GROUP, first: 1, last: 4, entries: held, hidden: [] };
  return { name: 'phone', uid, windows: [window], intents: [], outbox: [] };
}

function spoken(text: string, seq: number) {
  return { conversation: GROUP, text, seq, sender: ALICE };
}

function logFacts(shorter: readonly Entry[]) {
  return { entries: shorter, state: logOf(shorter).state };
}

function say(text: string): { body: Body; payload: Payload } {
  return { body: { kind: 'message' }, payload: encodeContent({ type: 'text', text }) };
}

function logOf(steps: readonly { body: Entry['body']; payload?: Entry['payload'] }[]) {
  let current: ConversationState | undefined;
  const log = steps.map(({ body, payload }, index) => {
    const id = `00000000-0000-4000-8000-0000000000${10 + index}`;
    const plain = payload !== undefined && 'bytes' in payload ? payload : undefined;
    const command = { conversation: GROUP, id, sender: ALICE, body: Body.parse(body), payload: plain };
    const { entry, state: after } = nextEntry(current, command, {}, index);
    current = after;
    return entry;
  });
  if (current === undefined) throw new Error('a log has entries');
  return { entries: log, state: current };
}

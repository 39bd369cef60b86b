import type { Body, ConversationState, Uuid } from '@parley/protocol';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { roomOf } from '../rooms/create-room.ts';
import { isPresent, rowChanges, slowedChange, type RoomMembership } from '../rooms/room-members.ts';
import type { Command } from './command.ts';
import { decide } from './decide.ts';
import { nextEntry } from './next-entry.ts';
import type { Refusal } from './refusal.ts';

const uid = (number: number): Uuid => `${String(number).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [owner, admin, member, former, banned, stranger] = [0, 1, 2, 3, 4, 5].map(uid) as [
  Uuid,
  Uuid,
  Uuid,
  Uuid,
  Uuid,
  Uuid,
];
const NOW = 1_000_000;

/** A room and its index, as a store keeps the two. */
interface Room {
  readonly state: ConversationState;
  readonly rows: ReadonlyMap<Uuid, RoomMembership>;
}

const command = (sender: Uuid, body: Body): Command => ({
  conversation: uid(99),
  id: uid(98),
  sender,
  body,
  ...(['message', 'edit', 'reaction'].includes(body.kind) && {
    payload: { kind: 'plain' as const, bytes: 'aGk=' },
  }),
});

function after(room: Room | undefined, sender: Uuid, body: Body, now = NOW): Room {
  const referred = { memberships: room?.rows };
  const { entry, state } = nextEntry(room?.state, command(sender, body), referred, now);
  const rows = new Map(room?.rows);
  for (const { uid: whose, change } of [...rowChanges(entry), ...slowedChange(state, entry)])
    rows.set(whose, { ...rows.get(whose), ...change });
  return { state, rows };
}

const STEPS: readonly (readonly [Uuid, Body])[] = [
  ...[admin, member, former, banned].map((joiner) => [joiner, { kind: 'joined' }] as const),
  [owner, { kind: 'roleChanged', member: admin, role: 'admin' }],
  [former, { kind: 'left' }],
  [owner, { kind: 'banned', member: banned }],
];
const begun = after(undefined, owner, roomOf(owner, 'Harbour'));
const harbour = STEPS.reduce((room, [sender, body]) => after(room, sender, body), begun);

const MESSAGE: Body = { kind: 'message' };
const target = { seq: 3, sender: member, body: MESSAGE } as const;

function refusal({ state, rows }: Room, sender: Uuid, body: Body, now = NOW): Refusal | undefined {
  return decide(state, { memberships: rows, target }, command(sender, body), now);
}

function ruled(rules: { readonly slowMode?: number; readonly onlyAdmins?: boolean }): Room {
  return after(harbour, owner, {
    kind: 'rulesChanged',
    rules: { slowMode: 0, onlyAdmins: false, ...rules },
  });
}

const RULES: Body = { kind: 'rulesChanged', rules: { slowMode: 5, onlyAdmins: true } };

describe('bans', () => {
  test.each<[string, Uuid, Body, Refusal | undefined]>([
    ['an admin bans a member', admin, { kind: 'banned', member }, undefined],
    ['whoever left', admin, { kind: 'banned', member: former }, undefined],
    ['and whoever never came', admin, { kind: 'banned', member: stranger }, undefined],
    ['but no owner', admin, { kind: 'banned', member: owner }, 'E_FORBIDDEN'],
    ['nor themselves', admin, { kind: 'banned', member: admin }, 'E_BAD_REQUEST'],
    ['an owner bans an admin', owner, { kind: 'banned', member: admin }, undefined],
    ['but not themselves', owner, { kind: 'banned', member: owner }, 'E_BAD_REQUEST'],
    ['a member bans nobody', member, { kind: 'banned', member: former }, 'E_FORBIDDEN'],
    ['nor does a stranger', stranger, { kind: 'banned', member }, 'E_NOT_FOUND'],
    ['nobody is banned twice', admin, { kind: 'banned', member: banned }, 'E_ALREADY_BANNED'],
    ['an admin takes a ban back', admin, { kind: 'unbanned', member: banned }, undefined],
    ['a member does not', member, { kind: 'unbanned', member: banned }, 'E_FORBIDDEN'],
    ['nor whoever is banned', banned, { kind: 'unbanned', member: banned }, 'E_BANNED'],
    ['there has to be one', owner, { kind: 'unbanned', member: former }, 'E_NOT_BANNED'],
    ['whoever is banned does not come back', banned, { kind: 'joined' }, 'E_BANNED'],
    ['and says nothing', banned, MESSAGE, 'E_BANNED'],
  ])('%s', (_, sender, body, expected) => {
    expect(refusal(harbour, sender, body)).toBe(expected);
  });

  test('one that was taken back lets in again', () => {
    const forgiven = after(harbour, admin, { kind: 'unbanned', member: banned });
    expect(refusal(forgiven, banned, { kind: 'joined' })).toBeUndefined();
    expect(refusal(forgiven, banned, MESSAGE)).toBe('E_NOT_A_MEMBER');
  });
});

describe('mutes', () => {
  const muted = after(harbour, admin, { kind: 'muted', member, seconds: 60 });
  const until = NOW + 60_000;

  test.each<[string, Uuid, Body, Refusal | undefined]>([
    ['an admin mutes a member', admin, { kind: 'muted', member, seconds: 1 }, undefined],
    ['but no owner', admin, { kind: 'muted', member: owner, seconds: 1 }, 'E_FORBIDDEN'],
    ['an owner mutes an admin', owner, { kind: 'muted', member: admin, seconds: 1 }, undefined],
    ['nobody mutes themselves', owner, { kind: 'muted', member: owner, seconds: 1 }, 'E_BAD_REQUEST'],
    ['a member mutes nobody', member, { kind: 'muted', member: former, seconds: 1 }, 'E_FORBIDDEN'],
    ['whoever left could come back at once', owner, { kind: 'muted', member: former, seconds: 1 }, undefined],
    [
      'whoever never came is not muted',
      owner,
      { kind: 'muted', member: stranger, seconds: 1 },
      'E_NOT_A_MEMBER',
    ],
  ])('%s', (_, sender, body, expected) => {
    expect(refusal(harbour, sender, body)).toBe(expected);
  });

  test.each<[string, Body]>([
    ['write', MESSAGE],
    ['edit', { kind: 'edit', target: 3 }],
    ['react', { kind: 'reaction', target: 3 }],
    ['pin', { kind: 'pinned', target: 3 }],
  ])('whoever is muted does not %s until the time is over', (_, body) => {
    expect(refusal(muted, member, body, until - 1)).toEqual({ code: 'E_MUTED', until });
    expect(refusal(muted, member, body, until)).toBeUndefined();
  });

  test('whoever is muted takes back what they wrote, and leaves', () => {
    expect(refusal(muted, member, { kind: 'deletion', target: 3 })).toBeUndefined();
    expect(refusal(muted, member, { kind: 'left' })).toBeUndefined();
  });

  test('a mute counts for admins, who do not end their own', () => {
    const silenced = after(harbour, owner, { kind: 'muted', member: admin, seconds: 60 });
    expect(refusal(silenced, admin, MESSAGE)).toEqual({ code: 'E_MUTED', until });
    expect(refusal(silenced, admin, { kind: 'muted', member: admin, seconds: 0 })).toBe('E_BAD_REQUEST');
  });
});

describe('rules', () => {
  test.each<[string, Uuid, Refusal | undefined]>([
    ['an owner makes them', owner, undefined],
    ['an admin does', admin, undefined],
    ['a member does not', member, 'E_FORBIDDEN'],
    ['a stranger does not', stranger, 'E_NOT_FOUND'],
  ])('%s', (_, sender, expected) => {
    expect(refusal(harbour, sender, RULES)).toBe(expected);
  });

  test('where only admins write, members read, react and take back what they wrote', () => {
    const quiet = ruled({ onlyAdmins: true });
    for (const body of [MESSAGE, { kind: 'edit', target: 3 }, { kind: 'pinned', target: 3 }] as const)
      expect(refusal(quiet, member, body)).toBe('E_ONLY_ADMINS_WRITE');
    for (const kind of ['reaction', 'deletion'] as const)
      expect(refusal(quiet, member, { kind, target: 3 })).toBeUndefined();
    for (const sender of [owner, admin]) expect(refusal(quiet, sender, MESSAGE)).toBeUndefined();
  });

  test('slow mode holds members up between two messages, and nobody else', () => {
    const slow = ruled({ slowMode: 30 });
    const said = [owner, admin, member].reduce((room, sender) => after(room, sender, MESSAGE), slow);
    for (const sender of [owner, admin]) expect(refusal(said, sender, MESSAGE)).toBeUndefined();
    const until = NOW + 30_000;
    expect(refusal(said, member, MESSAGE, until - 1)).toEqual({ code: 'E_SLOW_MODE', until });
    expect(refusal(said, member, MESSAGE, until)).toBeUndefined();
    expect(refusal(said, member, { kind: 'edit', target: 3 })).toBeUndefined();
  });

  test('a clock that was set back holds nobody up for longer than slow mode', () => {
    const said = after(ruled({ slowMode: 30 }), member, MESSAGE, NOW + 86_400_000);
    expect(refusal(said, member, MESSAGE, NOW)).toBeUndefined();
  });

  test('what was written before slow mode does not count', () => {
    const said = after(harbour, member, MESSAGE);
    const slow = after(said, owner, { kind: 'rulesChanged', rules: { slowMode: 30, onlyAdmins: false } });
    expect(refusal(slow, member, MESSAGE)).toBeUndefined();
  });
});

test('only who is in the room is made owner from outside', () => {
  expect(refusal(harbour, stranger, { kind: 'appointed', member })).toBeUndefined();
  for (const outside of [former, stranger, banned])
    expect(refusal(harbour, stranger, { kind: 'appointed', member: outside })).toBe('E_NOT_A_MEMBER');
  const ended = after(harbour, owner, { kind: 'ended' });
  expect(refusal(ended, stranger, { kind: 'appointed', member })).toBe('E_CONVERSATION_ENDED');
});

const people = [0, 1, 2, 3].map(uid);
/** The owner and the admin, who may do most, act as often as all others together. */
const senders = fc.constantFrom(owner, owner, admin, ...people);
const bodies = fc
  .tuple(fc.nat(16), fc.constantFrom(...people), fc.nat(90))
  .map(([kind, whom, amount]): Body => {
    const all: readonly Body[] = [
      { kind: 'left' },
      { kind: 'removed', member: whom },
      { kind: 'banned', member: whom },
      { kind: 'unbanned', member: whom },
      { kind: 'muted', member: whom, seconds: amount },
      {
        kind: 'rulesChanged',
        rules: { slowMode: amount > 60 ? amount - 60 : 0, onlyAdmins: amount % 9 === 0 },
      },
      { kind: 'roleChanged', member: whom, role: 'owner' },
      { kind: 'roleChanged', member: whom, role: amount % 2 === 0 ? 'admin' : 'member' },
      { kind: 'joined' },
      { kind: 'joined' },
      { kind: 'joined' },
    ];
    return all[kind] ?? MESSAGE;
  });
const histories = fc.array(fc.tuple(senders, bodies, fc.nat(20)), { minLength: 40, maxLength: 80 });

/** What a room's order has to hold, told apart from the rules by which `decide` sees to it. */
class Watch {
  readonly #banned = new Set<Uuid>();
  readonly #quietUntil = new Map<Uuid, number>();
  /** When plain members wrote last in slow mode. */
  readonly #heard = new Map<Uuid, number>();

  /** Checks an entry that was taken. */
  take({ state, rows }: Room, sender: Uuid, body: Body, now: number): void {
    if (body.kind === 'joined' || body.kind === 'message') expect(this.#banned).not.toContain(sender);
    if (body.kind === 'message') this.#hear(state, sender, now);
    if (body.kind === 'banned') this.#banned.add(body.member);
    if (body.kind === 'unbanned') this.#banned.delete(body.member);
    if (body.kind === 'muted') this.#quietUntil.set(body.member, now + body.seconds * 1000);
    const present = [...rows].filter(([, row]) => isPresent(row)).map(([one]) => one);
    expect(state.memberCount).toBe(present.length);
    expect(Object.keys(state.members).filter((one) => !present.includes(one))).toEqual([]);
    expect(present.filter((one) => this.#banned.has(one))).toEqual([]);
    expect(Object.values(state.members).some(({ role }) => role === 'owner')).toBe(true);
  }

  #hear({ rules, members }: ConversationState, sender: Uuid, now: number): void {
    expect(this.#quietUntil.get(sender) ?? 0).toBeLessThanOrEqual(now);
    if (rules === undefined || members[sender] !== undefined) return;
    expect(rules.onlyAdmins).toBe(false);
    expect(now - (this.#heard.get(sender) ?? 0)).toBeGreaterThanOrEqual(rules.slowMode * 1000);
    if (rules.slowMode > 0) this.#heard.set(sender, now);
  }
}

test('whatever people try: a room counts who is in, keeps an owner, and lets in and hears nobody whom it should not', () => {
  fc.assert(
    fc.property(histories, (history) => {
      const watch = new Watch();
      let [room, now] = [begun, NOW];
      for (const [sender, body, seconds] of history) {
        now += seconds * 1000;
        if (refusal(room, sender, body, now) !== undefined) continue;
        room = after(room, sender, body, now);
        watch.take(room, sender, body, now);
      }
    }),
  );
});

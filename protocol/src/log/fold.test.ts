import { expect, test } from 'vitest';
import type { Body } from './body.ts';
import { CHAIN_START } from './chain-start.ts';
import type { ConversationState } from './conversation.ts';
import type { Entry } from './entry.ts';
import { fold } from './fold.ts';
import { currentMembers, inRanges, readableHead, readableRanges, roleOf } from './membership.ts';

const [anna, ben, cleo] = ['a', 'b', 'c'].map(
  (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`,
) as [string, string, string];

const created = (history: 'fromJoin' | 'all' = 'fromJoin'): Body => ({
  kind: 'created',
  type: 'group',
  name: 'Rowing club',
  visibility: 'private',
  protection: 'open',
  members: [
    { uid: anna, role: 'owner' },
    { uid: ben, role: 'member' },
  ],
  history,
});

/** The state after these bodies, each with its sender. */
function after(...steps: readonly (readonly [string, Body])[]): ConversationState {
  let state: ConversationState | undefined;
  for (const [sender, body] of steps) state = fold(state, entry(sender, body, state));
  if (state === undefined) throw new Error('no steps');
  return state;
}

function entry(sender: string, body: Body, state?: ConversationState): Entry {
  const count = (state?.count ?? 0) + (body.kind === 'message' ? 1 : 0);
  const seq = (state?.head ?? 0) + 1;
  return { conversation: cleo, seq, id: cleo, sender, time: 0, count, chain: CHAIN_START, body };
}

test('a group starts with the members that its first entry names', () => {
  const state = after([anna, created()]);
  expect(currentMembers(state)).toEqual([anna, ben]);
  expect(roleOf(state, anna)).toBe('owner');
  expect(roleOf(state, cleo)).toBeNull();
});

test('a removed member may read up to their removal, which is included', () => {
  const state = after(
    [anna, created()],
    [ben, { kind: 'message' }],
    [anna, { kind: 'removed', member: ben }],
    [anna, { kind: 'message' }],
  );
  expect(roleOf(state, ben)).toBeNull();
  expect(readableRanges(state, ben)).toEqual([{ from: 1, to: 3 }]);
  expect(readableHead(state, ben)).toBe(3);
});

test('a member who comes back sees both intervals', () => {
  const state = after(
    [anna, created()],
    [ben, { kind: 'left' }],
    [anna, { kind: 'message' }],
    [anna, { kind: 'added', members: [ben] }],
  );
  expect(readableRanges(state, ben)).toEqual([{ from: 1, to: 2 }, { from: 4 }]);
  expect(inRanges(readableRanges(state, ben), 3)).toBe(false);
  expect(roleOf(state, ben)).toBe('member');
});

test('a group may show newcomers everything', () => {
  const state = after(
    [anna, created('all')],
    [anna, { kind: 'message' }],
    [anna, { kind: 'added', members: [cleo] }],
  );
  expect(readableRanges(state, cleo)).toEqual([{ from: 1 }]);
});

test('who added a member is known, also after a change of their role', () => {
  const added = after([anna, created()], [ben, { kind: 'added', members: [cleo] }]);
  expect(added.members[cleo]).toMatchObject({ invitedBy: ben });
  const body = { kind: 'roleChanged', member: cleo, role: 'admin' } as const;
  expect(fold(added, entry(anna, body, added)).members[cleo]).toMatchObject({
    role: 'admin',
    invitedBy: ben,
  });
});

test('only messages count', () => {
  const state = after(
    [anna, created()],
    [anna, { kind: 'message' }],
    [anna, { kind: 'edit', target: 2 }],
    [ben, { kind: 'message' }],
  );
  expect(state.count).toBe(2);
});

test('deleting a pinned message unpins it', () => {
  const pinned = after([anna, created()], [anna, { kind: 'message' }], [ben, { kind: 'pinned', target: 2 }]);
  expect(pinned.pinned).toEqual([2]);
  expect(fold(pinned, entry(anna, { kind: 'deletion', target: 2 }, pinned)).pinned).toEqual([]);
});

test('what an entry leaves alone keeps its identity', () => {
  const before = after([anna, created()]);
  expect(fold(before, entry(ben, { kind: 'message' }, before)).members).toBe(before.members);
});

test('an entry out of order is refused', () => {
  const state = after([anna, created()]);
  expect(() => fold(state, { ...entry(anna, { kind: 'message' }, state), seq: 5 })).toThrow(
    'does not follow',
  );
});

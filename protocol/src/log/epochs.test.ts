import { expect, test } from 'vitest';
import type { Body } from './body.ts';
import { CHAIN_START } from './chain-start.ts';
import type { ConversationState } from './conversation.ts';
import { currentEpoch } from './epochs.ts';
import { fold } from './fold.ts';

const [anna, ben, cleo] = ['a', 'b', 'c'].map(
  (letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`,
) as [string, string, string];

const created: Body = {
  kind: 'created',
  type: 'group',
  visibility: 'private',
  protection: 'open',
  members: [
    { uid: anna, role: 'owner' },
    { uid: ben, role: 'member' },
  ],
  history: 'all',
};

const keys = (epoch: number, roster: number, part = 1, parts = 1): Body => ({
  kind: 'keys',
  epoch,
  commitment: CHAIN_START,
  roster,
  part,
  parts,
});

type Step = readonly [sender: string, body: Body];

function goOn(state: ConversationState | undefined, ...steps: readonly Step[]): ConversationState {
  let now = state;
  for (const [sender, body] of steps) {
    const seq = (now?.head ?? 0) + 1;
    const place = { conversation: cleo, seq, id: cleo, sender, time: 0, count: 0, chain: CHAIN_START };
    now = fold(now, { ...place, body });
  }
  if (now === undefined) throw new Error('no steps');
  return now;
}

const sealed = goOn(undefined, [anna, created], [anna, keys(1, 1)]);

test('a conversation is sealed from its first keys on', () => {
  expect(goOn(undefined, [anna, created]).protection).toBe('open');
  expect(sealed.protection).toBe('sealed');
  expect(currentEpoch(sealed)).toMatchObject({ epoch: 1, starter: anna, roster: 1, lastPart: 2 });
});

test('an epoch is current with its last part, and not before', () => {
  const half = goOn(sealed, [ben, keys(2, 1, 1, 2)]);
  expect(half.epoch).toMatchObject({ epoch: 2, starter: ben, part: 1, lastPart: 3 });
  expect(currentEpoch(half)).toBeUndefined();
  const whole = goOn(half, [anna, { kind: 'message', epoch: 1 }], [ben, keys(2, 1, 2, 2)]);
  expect(currentEpoch(whole)).toMatchObject({ epoch: 2, part: 2, lastPart: 5 });
});

test.each<[string, Body, boolean]>([
  ['somebody added with the keys', { kind: 'added', members: [cleo], epoch: 1 }, true],
  ['somebody added without them', { kind: 'added', members: [cleo] }, false],
  ['somebody removed', { kind: 'removed', member: ben }, false],
  ['somebody who left', { kind: 'left' }, false],
  ['another role', { kind: 'roleChanged', member: ben, role: 'admin' }, true],
  ['a rule', { kind: 'ruled', rule: 'quiet', value: 'nights' }, true],
  ['a new key of a member', { kind: 'rekeyed', version: 2 }, false],
])('the roster moves with %s', (_, body, keeps) => {
  const state = goOn(sealed, [anna, body]);
  expect(state.roster).toBe(3);
  expect(currentEpoch(state)?.epoch).toBe(keeps ? 1 : undefined);
});

test.each<[string, Body]>([
  ['a message', { kind: 'message', epoch: 1 }],
  ['a name', { kind: 'renamed', name: 'Rowing' }],
  ['the end', { kind: 'ended' }],
  ['another epoch', keys(2, 1)],
])('the roster stays with %s', (_, body) => {
  expect(goOn(sealed, [anna, body]).roster).toBe(1);
});

test('an epoch that is not whole, or outdated, is moved along by nothing', () => {
  const role: Step = [anna, { kind: 'roleChanged', member: ben, role: 'admin' }];
  expect(goOn(sealed, [ben, keys(2, 1, 1, 2)], role).epoch?.roster).toBe(1);
  expect(goOn(sealed, [anna, { kind: 'rekeyed', version: 2 }], role).epoch?.roster).toBe(1);
});

test('the epochs that each started are counted until the roster moves', () => {
  const two = goOn(sealed, [anna, keys(2, 1)], [ben, keys(3, 1, 1, 2)], [ben, keys(3, 1, 2, 2)]);
  expect(two.epochStarts).toEqual({ [anna]: 2, [ben]: 1 });
  expect(goOn(two, [ben, { kind: 'left' }]).epochStarts).toEqual({});
});

test('an epoch under which something is said counts for nothing any more', () => {
  const two = goOn(sealed, [anna, keys(2, 1)], [ben, keys(3, 1)]);
  const older = goOn(two, [anna, { kind: 'message', epoch: 2 }]);
  expect(older.epochStarts).toBe(two.epochStarts);
  const used = goOn(two, [anna, { kind: 'message', epoch: 3 }]);
  expect(used.epochStarts).toEqual({ [anna]: 2 });
  expect(goOn(used, [ben, { kind: 'message', epoch: 3 }]).epochStarts).toBe(used.epochStarts);
});

test("a member's version is that of their last key, also after they were away", () => {
  const state = goOn(sealed, [ben, { kind: 'rekeyed', version: 3 }]);
  expect(state.members[ben]).toMatchObject({ role: 'member', keyVersion: 3 });
  const back = goOn(state, [ben, { kind: 'left' }], [anna, { kind: 'added', members: [ben] }]);
  expect(back.members[ben]).toMatchObject({ role: 'member', keyVersion: 3 });
});

test('a state of before, without a roster, learns it from the first keys', () => {
  const { roster: _, ...before } = goOn(undefined, [anna, created], [anna, { kind: 'renamed', name: 'Old' }]);
  const after = goOn(before, [anna, keys(1, 1)]);
  expect(after.roster).toBe(1);
  expect(currentEpoch(after)?.epoch).toBe(1);
});

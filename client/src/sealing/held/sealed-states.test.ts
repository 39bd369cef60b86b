import type { Uuid } from '@parley/protocol';
import { expect, test } from 'vitest';
import type { SealedConversation } from '../../model/sealed-conversation.ts';
import { FakeClock } from '../../platform/fake-clock.ts';
import { SEALING_LIMITS } from '../sealing-limits.ts';
import { SealedStates } from './sealed-states.ts';

const uid = (n: number): Uuid => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;
const [GROUP, OTHER, BOB, CAROL] = [uid(1), uid(2), uid(3), uid(4)];

function setUp() {
  const told = new Map<Uuid, SealedConversation>();
  const sink = { sealedChanged: (id: Uuid, now: SealedConversation) => void told.set(id, now) };
  const keyLogs = { now: () => new Map(), wasAsked: () => true, wasAskedUpTo: () => true };
  const states = new SealedStates({ sink, clock: new FakeClock() }, keyLogs);
  const alarms = (id: Uuid) => told.get(id)?.alarms ?? [];
  return { states, alarms };
}

const keysBy = (by: Uuid, seq: number, conversation: Uuid = GROUP) =>
  ({ kind: 'refusedKeys', conversation, seq, by, epoch: seq, refusal: 'signature' }) as const;

test('a cause is told once in a conversation, however often it shows', () => {
  const { states, alarms } = setUp();
  for (let seq = 2; seq < 9; seq++) states.alarm(keysBy(BOB, seq));
  states.alarm(keysBy(CAROL, 9));
  states.alarm({ ...keysBy(BOB, 10), refusal: 'roster' });
  states.alarm(keysBy(BOB, 2, OTHER));
  expect(alarms(GROUP)).toEqual([
    keysBy(BOB, 2),
    keysBy(CAROL, 9),
    { ...keysBy(BOB, 10), refusal: 'roster' },
  ]);
  expect(alarms(OTHER)).toEqual([keysBy(BOB, 2, OTHER)]);
});

test('a server that shows ever new causes does not flood a conversation', () => {
  const { states, alarms } = setUp();
  for (let n = 0; n < 1_000; n++) states.alarm(keysBy(uid(n), n));
  expect(alarms(GROUP)).toHaveLength(SEALING_LIMITS.alarms);
});

test('nor do they hide who is left out, or that the server lost something', () => {
  const { states, alarms } = setUp();
  for (let n = 0; n < 1_000; n++) states.alarm(keysBy(uid(n), n));
  const leftOut = {
    kind: 'leftOut',
    conversation: GROUP,
    epoch: 2,
    members: [{ user: BOB, why: 'noKeys' }],
  } as const;
  states.alarm(leftOut);
  states.diverged(GROUP);
  expect(alarms(GROUP).slice(SEALING_LIMITS.alarms)).toMatchObject([leftOut, { kind: 'diverged' }]);
});

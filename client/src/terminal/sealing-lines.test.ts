import { expect, test } from 'vitest';
import type { LostChange, SealingLink } from '../index.ts';
import { FakeWorld } from '../../tests/fake-world.ts';
import { alarmLine, closedText, keysLine, protectionLine } from './sealing-lines.ts';
import { TerminalChat } from './terminal-chat.ts';

test('keys that are not open are told with what to do, and open ones not', () => {
  expect(keysLine({ kind: 'open', device: 'd' })).toBeUndefined();
  expect(keysLine({ kind: 'locked', because: 'otherPassword' })).toContain('Settings, Keys');
  expect(
    keysLine({ kind: 'failed', error: { code: 'E_INTERNAL', message: 'Oh no.', retryable: true } }),
  ).toBe('Your keys did not open: Oh no.');
});

test('a message that is not shown says why', () => {
  expect(closedText({ kind: 'refused', refusal: 'notAMember' })).toContain('notAMember');
  expect(closedText({ kind: 'noKey', epoch: 2 })).toContain('key is not here');
});

test.each<[LostChange, string]>([
  [{ kind: 'added', members: ['u'] }, 'added Ada.'],
  [{ kind: 'roleChanged', member: 'u', role: 'admin' }, 'changed what Ada may do.'],
  [{ kind: 'renamed', name: 'Boats' }, 'renamed the group to Boats.'],
  [{ kind: 'ended' }, 'deleted the group.'],
])('a change that the server has lost is told: %o', (change, part) => {
  const alarm = { kind: 'lostChange', conversation: 'c', id: 'i', change } as const;
  expect(alarmLine(alarm, 'Rowers', { me: 'm', nameOf: () => 'Ada' })).toBe(
    `! Rowers: the server lost that you ${part} Do it again if you still want it.`,
  );
});

test('an alarm about an entry of the user sends them to their devices, not to ask themself', () => {
  const change = {
    kind: 'refusedChange',
    conversation: 'c',
    seq: 2,
    change: 'added',
    refusal: 'late',
  } as const;
  const lineBy = (by: string) => alarmLine({ ...change, by }, 'Rowers', { me: 'm', nameOf: () => 'Ada' });
  expect(lineBy('a')).toContain('a change by Ada that is not believed (added, late). Ask them');
  expect(lineBy('m')).toContain(
    'a change by you that is not believed (added, late). Look through your devices',
  );
});

test('who can read a conversation is said when it is chosen, and each alarm once', async () => {
  const world = new FakeWorld();
  const group = world.server.group([world.alice, world.me]);
  const asked = Promise.withResolvers<SealingLink>();
  const client = await world.start({
    // It tells of conversations, and opens none.
    sealing: (given) => {
      asked.resolve(given);
      return Promise.reject(new Error('no keys here'));
    },
  });
  const { sink } = await asked.promise;
  const lines: string[] = [];
  const chat = new TerminalChat(client, (line) => lines.push(line));
  const other = { kind: 'otherLog' as const, conversation: group, seq: 4, by: world.alice.uid };
  const state = { protection: 'sealed', leftOut: [], notOpened: new Map(), alarms: [] } as const;
  const told = (alarms: readonly (typeof other)[]) => sink.sealedChanged(group, { ...state, alarms });
  await client.people.search('');
  told([]);
  await chat.handle('/to Group');
  told([other]);
  told([other, { ...other, seq: 9 }]);
  const alarm: unknown = expect.stringMatching(/^! Group: \S+.* sees other messages than you do/);
  expect(lines).toEqual([
    'Talking to Group.',
    'End-to-end encrypted: the server cannot read it.',
    alarm,
    alarm,
  ]);
  expect(protectionLine(undefined)).toBeUndefined();
});

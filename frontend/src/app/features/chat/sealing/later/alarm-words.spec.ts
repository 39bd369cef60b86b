import type { LostChange, SealingAlarm } from '@parley/client';
import { alarmWords } from './alarm-words.ts';

const ADA = 'a0000000-0000-4000-8000-000000000001';
const at = { conversation: 'c', seq: 7, by: ADA } as const;
type Told = Parameters<typeof alarmWords>[0];

function words(alarm: Told) {
  const { happened, next } = alarmWords(alarm, (uid) => (uid === ADA ? 'Ada' : '?'));
  return `${happened} ${next}`;
}

describe('alarmWords', () => {
  const each: Record<Told['kind'], [Told, string]> = {
    badKeys: [
      { kind: 'badKeys', conversation: 'c', epoch: 2, by: ADA, entry: 'e', refusal: 'tag' },
      'keys that Ada gave you',
    ],
    refusedChange: [{ kind: 'refusedChange', ...at, change: 'added', refusal: 'signature' }, 'Ask Ada'],
    refusedKeys: [{ kind: 'refusedKeys', ...at, epoch: 2, refusal: 'notAMember' }, 'keys by Ada'],
    otherLog: [{ kind: 'otherLog', ...at }, 'Ada sees other messages'],
    lostChange: [
      { kind: 'lostChange', conversation: 'c', id: 'i', change: { kind: 'added', members: [ADA] } },
      'lost that you added Ada. Do it again',
    ],
    diverged: [{ kind: 'diverged', conversation: 'c', time: 0 }, 'a backup was restored'],
  };

  it.each(Object.entries(each))('says of %s what happened, and what to do', (_, [alarm, part]) => {
    expect(words(alarm)).toContain(part);
    expect(alarmWords(alarm, () => 'Ada').next).not.toBe('');
  });

  it.each<[LostChange, string]>([
    [{ kind: 'roleChanged', member: ADA, role: 'admin' }, 'changed what Ada may do here'],
    [{ kind: 'renamed', name: 'Boats' }, 'renamed this group to "Boats"'],
    [{ kind: 'ended' }, 'deleted this group'],
  ])('says which change was lost: %o', (change, part) => {
    expect(words({ kind: 'lostChange', conversation: 'c', id: 'i', change })).toContain(part);
  });

  it.each<[Extract<SealingAlarm, { kind: 'refusedChange' }>['refusal'], string]>([
    ['server', 'The server changed this conversation by itself'],
    ['noRight', 'Ada removed someone here, but they have no right to'],
    ['identityReset', 'once you accept the new keys of Ada'],
    ['revoked', 'from a device that they logged out'],
    ['rosterHash', 'they saw other members then than you see here'],
    ['unsigned', 'none of their devices signed that'],
  ])('tells a change that is refused as %s from others', (refusal, part) => {
    expect(words({ kind: 'refusedChange', ...at, change: 'removed', refusal })).toContain(part);
  });
});

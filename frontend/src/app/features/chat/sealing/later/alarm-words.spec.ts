import { alarmWords, type ToldAlarm } from './alarm-words.ts';
import { REFUSALS, type Refusal } from './refusal-words.ts';

const ADA = 'a0000000-0000-4000-8000-000000000001';
const ME = 'b0000000-0000-4000-8000-000000000002';
const at = { conversation: 'c', seq: 7 } as const;

function words(alarm: ToldAlarm) {
  const { happened, next } = alarmWords(alarm, ME, (uid) => (uid === ADA ? 'Ada' : '?'));
  return `${happened} ${next}`;
}

/** One of each kind. */
const each = (by: string): Record<Exclude<ToldAlarm['kind'], 'diverged' | 'machineKey'>, ToldAlarm> => ({
  badKeys: { kind: 'badKeys', conversation: 'c', epoch: 2, by, entry: 'e', refusal: 'tag' },
  refusedChange: { kind: 'refusedChange', ...at, by, change: 'added', refusal: 'signature' },
  refusedKeys: { kind: 'refusedKeys', ...at, by, epoch: 2, refusal: 'notAMember' },
  otherLog: { kind: 'otherLog', ...at, by },
});

describe('alarmWords', () => {
  it.each([
    [each(ADA).badKeys, 'The keys that Ada gave you here'],
    [each(ADA).refusedChange, 'Ask Ada in another way'],
    [each(ADA).refusedKeys, "Ada made keys for this conversation, but they weren't a member"],
    [each(ADA).otherLog, 'Ada sees other messages'],
    [{ kind: 'diverged', conversation: 'c', time: 0 } as const, 'a backup was restored'],
    [{ kind: 'machineKey', conversation: 'c', by: ADA, time: 0 } as const, 'Ada has another key than before'],
  ])('says what happened, and what to do: %o', (alarm, part) => {
    expect(words(alarm)).toContain(part);
    expect(alarmWords(alarm, ME, () => 'Ada').next).not.toBe('');
  });

  it.each(Object.values(each(ME)))('never sends the user to ask themself: %o', (alarm) => {
    expect(words(alarm)).not.toContain('?');
    expect(words(alarm)).not.toMatch(/ask you|\bthey\b(?! show)|\btheir\b/i);
    expect(words(alarm)).toMatch(/device/i);
  });

  it.each<[Refusal, string, string]>([
    ['server', 'removed', 'The server changed this conversation by itself'],
    ['noRight', 'removed', 'Ada removed someone here, but they had no right to. It'],
    ['identityReset', 'removed', 'once you accept the new keys of Ada'],
    ['revoked', 'removed', 'from a device that they had logged out'],
    ['rosterHash', 'removed', 'they saw other members then than you see here'],
    ['unsigned', 'removed', 'none of their devices signed that'],
    ['ended', 'renamed', 'Ada renamed this group after this group was deleted. It'],
    ['repeated', 'removed', 'Ada removed someone here once more. It counted the first time'],
    ['order', 'removed', 'Ada removed someone here, but not where it belongs'],
    ['keyVersion', 'rekeyed', "Ada changed keys, but these aren't their newest keys"],
    ['members', 'created', 'Ada made this conversation, with other people than it is between'],
    ['keyLogHead', 'removed', "with keys that don't fit those that it shows as their own"],
    ['version', 'removed', 'Reload Parley'],
    ['body', 'removed', "but that isn't what they signed"],
  ])('tells a change that is refused as %s from others', (refusal, change, part) => {
    expect(words({ kind: 'refusedChange', ...at, by: ADA, change, refusal } as ToldAlarm)).toContain(part);
  });

  it('has for each refusal a whole sentence, and a next step, about others and the user', () => {
    for (const refusal of Object.keys(REFUSALS) as Refusal[])
      for (const by of [ADA, ME]) {
        const alarm = { kind: 'refusedChange', ...at, by, change: 'added', refusal } as ToldAlarm;
        const { happened, next } = alarmWords(alarm, ME, () => 'Ada');
        expect(happened).toMatch(/^The server .+\.$/);
        expect(next).toMatch(/\.$/);
        if (by === ME) expect(happened).not.toMatch(/\b(they|their)\b/);
      }
  });
});

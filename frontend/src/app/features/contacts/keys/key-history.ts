import type { FollowedKeyLog } from '@parley/client';

const BY = {
  created: 'They made their keys',
  identityChanged: 'They changed their keys, and the old ones vouched for it',
  identityReset: 'They started with new keys, which the old ones did not vouch for',
} as const;

const when = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A change of somebody's keys. */
interface Line {
  readonly seq: number;
  readonly text: string;
}

interface DatedLine extends Line {
  /** By their own clock; missing where this device did not keep it. */
  readonly date?: string;
}

/** A key log in words, from its first entry on. */
export function keyHistory(followed: FollowedKeyLog | undefined): readonly DatedLine[] {
  if (followed === undefined) return [];
  const identities = followed.identities.map(({ seq, by }): Line => ({ seq, text: BY[by] }));
  const devices = [...followed.log.devices.values()].flatMap(({ addedAt, revokedAt }): readonly Line[] => [
    { seq: addedAt, text: 'They added a device' },
    ...(revokedAt === undefined ? [] : [{ seq: revokedAt, text: 'They removed a device' }]),
  ]);
  return [...identities, ...devices]
    .toSorted((a, b) => a.seq - b.seq)
    .map((line) => {
      const time = followed.times?.[line.seq];
      return time === undefined ? line : { ...line, date: when.format(time) };
    });
}

import type { FollowedKeyLog } from '@parley/client';

const BY = {
  created: 'They made their keys',
  identityChanged: 'They changed their keys, and the old ones vouched for it',
  identityReset: 'They started with new keys, which the old ones did not vouch for',
} as const;

interface Line {
  readonly seq: number;
  readonly text: string;
}

/** A key log in words, from its first entry on. */
export function keyHistory(followed: FollowedKeyLog | undefined): readonly string[] {
  if (followed === undefined) return [];
  const identities = followed.identities.map(({ seq, by }): Line => ({ seq, text: BY[by] }));
  const devices = [...followed.log.devices.values()].flatMap(({ addedAt, revokedAt }): readonly Line[] => [
    { seq: addedAt, text: 'They added a device' },
    ...(revokedAt === undefined ? [] : [{ seq: revokedAt, text: 'They removed a device' }]),
  ]);
  return [...identities, ...devices].toSorted((a, b) => a.seq - b.seq).map(({ text }) => text);
}

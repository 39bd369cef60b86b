import type { FollowedKeyLog } from '@parley/client';
import { keyHistory } from './key-history.ts';

const followed: FollowedKeyLog = {
  log: {
    uid: '00000000-0000-4000-8000-0000000000a1',
    seq: 5,
    hash: new Uint8Array(32),
    identity: 'b',
    versions: [],
    devices: new Map([
      ['1', { key: 'k', addedAt: 2, revokedAt: 4 }],
      ['2', { key: 'l', addedAt: 3 }],
    ]),
  },
  hashes: [],
  identities: [
    { seq: 1, identity: 'a', by: 'created' },
    { seq: 5, identity: 'b', by: 'identityReset' },
  ],
};

describe('keyHistory', () => {
  it('says what became of identities and devices, in the order of the key log', () => {
    expect(keyHistory(followed).map(({ text }) => text)).toEqual([
      'They made their keys',
      'They added a device',
      'They added a device',
      'They removed a device',
      'They started with new keys, which the old ones did not vouch for',
    ]);
    expect(keyHistory(undefined)).toEqual([]);
  });

  it('says when each of them was, as far as that was kept', () => {
    const times = { 3: Date.UTC(2026, 10, 16, 12), 5: Date.UTC(2026, 11, 24, 12) };
    const dates = keyHistory({ ...followed, times }).map(({ date }) => date);
    expect(dates).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/16.*2026|2026.*16/),
      undefined,
      expect.stringMatching(/24.*2026|2026.*24/),
    ]);
  });
});

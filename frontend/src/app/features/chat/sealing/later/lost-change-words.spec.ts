import type { LostChange } from '@parley/client';
import { lostChangeWords } from './lost-change-words.ts';

const ADA = 'a0000000-0000-4000-8000-000000000001';
const BOB = 'b0000000-0000-4000-8000-000000000001';

describe('lostChangeWords', () => {
  it.each<[LostChange, string]>([
    [{ kind: 'added', members: [ADA, BOB] }, 'The server lost that you added Ada and Bob.'],
    [{ kind: 'roleChanged', member: ADA, role: 'admin' }, 'The server lost that you made Ada an admin.'],
    [{ kind: 'renamed', name: 'Boats' }, 'The server lost that you named this group “Boats”.'],
    [{ kind: 'ended' }, 'The server lost that you deleted this group.'],
  ])('says which change was lost: %o', (change, sentence) => {
    expect(lostChangeWords(change, (uid) => (uid === ADA ? 'Ada' : 'Bob'))).toBe(sentence);
  });
});

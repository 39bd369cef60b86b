import { person } from '../../../../testing/sample-people.ts';
import { namesakesAmong } from './namesakes.ts';

describe('namesakesAmong', () => {
  const sharing = (...names: string[]) => {
    const users = names.map((displayName, index) => ({ ...person(index), displayName }));
    const shared = namesakesAmong(users);
    return users.filter(({ uid }) => shared.has(uid)).map(({ displayName }) => displayName);
  };

  it('are all who share a name', () => {
    expect(sharing('Lee', 'Max', 'Lee', 'Lee')).toEqual(['Lee', 'Lee', 'Lee']);
  });

  it('also with other marks, case, dashes and spaces', () => {
    expect(sharing('Zoë', 'Zoe\u0308', 'zoe', 'Anna-Lena', 'anna lena')).toHaveLength(5);
  });

  it('are none whose names differ', () => {
    expect(sharing('Lee', 'Lee Anne', '—', '…', '')).toEqual([]);
  });
});

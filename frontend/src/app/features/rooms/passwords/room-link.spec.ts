import { uid } from '../../../../../testing/sample-people.ts';
import { passwordIn, roomLink } from './room-link.ts';

describe('roomLink', () => {
  it.each(['beds and bees', 'Café ☕ 園芸?/+', '\u{1f41d}'.repeat(40)])(
    'brings “%s” along behind #',
    (password) => {
      const [address, secret] = roomLink(uid(1), password).split('#');
      expect(address).toBe(`${location.origin}/rooms/${uid(1)}`);
      expect(secret).toMatch(/^[\w-]+$/);
      expect(passwordIn(secret)).toBe(password);
    },
  );

  it.each([undefined, '', '%', 'a', '_w'])('finds no password in %s', (secret) => {
    expect(passwordIn(secret)).toBeUndefined();
  });
});

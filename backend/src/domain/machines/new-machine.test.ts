import { expect, test } from 'vitest';
import { systemRandom } from '../system-random.ts';
import { newMachine } from './new-machine.ts';
import { ALL_SCOPES } from './scopes.ts';

const named = (displayName: string) =>
  newMachine(
    { random: systemRandom, clock: () => 0 },
    { username: 'gopher', displayName, details: { owner: undefined, purpose: '', scopes: ALL_SCOPES } },
  );

test.each(['', 'a\u0000b', 'a\nb', 'a\u200bb', '\u202ebot'])(
  'no machine has a name that clients refuse: %j',
  (displayName) => {
    expect(() => named(displayName)).toThrow(expect.objectContaining({ code: 'E_BAD_REQUEST' }));
  },
);

test('a machine may be called what people may', () => {
  expect(named(' Überwachung 🚀 ').user.displayName).toBe('Überwachung 🚀');
});

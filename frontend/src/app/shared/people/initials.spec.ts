import { initials } from './initials.ts';

describe('initials', () => {
  for (const [name, letters] of [
    ['Grace Hopper', 'GH'],
    ['Johanna-Friederike von Hohenstein', 'JH'],
    ['lee', 'L'],
    ['Lee (@lee2)', 'L'],
    ['Grace Hopper (Sales) (@gh)', 'GH'],
    ['(internal)', '('],
    ['👩‍🚀 Zoë', '👩‍🚀Z'],
    ['', ''],
  ] as const)
    it(`of "${name}"`, () => expect(initials(name)).toBe(letters));
});

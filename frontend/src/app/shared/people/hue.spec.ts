import { HUES, hueOf } from './hue.ts';

describe('hueOf', () => {
  const id = '0000000e-0000-4000-8000-000000000000';

  it('takes the chosen hue, and otherwise one that follows from the id', () => {
    expect(hueOf(id, 4)).toBe(HUES[4]);
    expect(hueOf(id)).toBe(HUES[2]);
  });

  it('takes a hue that only a later version has for none', () => {
    expect(hueOf(id, HUES.length)).toBe(hueOf(id));
  });
});

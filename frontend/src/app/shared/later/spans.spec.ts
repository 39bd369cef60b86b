import { countdown, spanOf } from './spans.ts';

describe('spanOf', () => {
  it.each([
    [1, '1 second'],
    [45, '45 seconds'],
    [60, '1 minute'],
    [90, '90 seconds'],
    [3_600, '1 hour'],
    [21_600, '6 hours'],
    [2_592_000, '30 days'],
  ])('says %i seconds as %s', (seconds, said) => expect(spanOf(seconds)).toBe(said));
});

describe('countdown', () => {
  it.each([
    [9, '0:09'],
    [300, '5:00'],
    [3_661, '1:01:01'],
  ])('counts %i seconds as %s', (seconds, said) => expect(countdown(seconds)).toBe(said));
});

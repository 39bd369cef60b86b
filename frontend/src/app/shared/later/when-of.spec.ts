import { whenOf } from './when-of.ts';

describe('whenOf', () => {
  const now = new Date(2026, 10, 30, 14, 0).getTime();

  it('says the time alone today, and the day before it later', () => {
    expect(whenOf(now + 20 * 60_000, now)).toMatch(/^\D*0?2:20|^14:20/);
    expect(whenOf(now + 24 * 60 * 60_000, now)).toMatch(/1/);
    expect(whenOf(now + 24 * 60 * 60_000, now)).toMatch(/Dec/);
  });
});

import { clockTime, lastSeenTime, listTime } from './dates.ts';

describe('times of day', () => {
  const now = new Date(2026, 10, 16, 18, 30).getTime();
  /** 9:05 AM in some languages, 09:05 in others. */
  const morning = new Date(2026, 10, 16, 9, 5);
  const asUsual = morning.toLocaleTimeString(undefined, { timeStyle: 'short' });

  it('are written as the language writes them, without a zero of ours', () => {
    expect(clockTime(morning.getTime())).toBe(asUsual);
    expect(listTime(morning.getTime(), now)).toBe(asUsual);
    expect(lastSeenTime(morning.getTime(), now)).toBe(asUsual);
  });
});

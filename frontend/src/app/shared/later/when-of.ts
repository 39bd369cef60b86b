import { clockTime, startOfDay } from '../dates.ts';

const dayAndTime = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
});

/** A time to come: "14:20" today, "3 Dec, 14:20" later. */
export function whenOf(time: number, now: number): string {
  return startOfDay(time) === startOfDay(now) ? clockTime(time) : dayAndTime.format(time);
}

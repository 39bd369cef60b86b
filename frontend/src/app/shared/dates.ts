const DAY = 24 * 60 * 60 * 1000;

const clock = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayAndMonth = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const shortDate = new Intl.DateTimeFormat(undefined, { dateStyle: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
const longDayWithYear = new Intl.DateTimeFormat(undefined, { dateStyle: 'full' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const relativeDay = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

/** Start of the local day, so that equal days compare equal. */
export function startOfDay(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0);
}

/** Calendar days between two times; days of 23 or 25 hours count as one. */
function daysBefore(time: number, now: number): number {
  return Math.round((startOfDay(now) - startOfDay(time)) / DAY);
}

export function clockTime(time: number): string {
  return clock.format(time);
}

export function exactTime(time: number): string {
  return exact.format(time);
}

/** For the list of conversations: "14:02", "Mon", "16 Nov", "16/11/25". */
export function listTime(time: number, now: number): string {
  const days = daysBefore(time, now);
  if (days <= 0) return clock.format(time);
  if (days < 7) return weekday.format(time);
  return sameYear(time, now) ? dayAndMonth.format(time) : shortDate.format(time);
}

/** For the line between two days: "Today", "Yesterday", "Monday 16 November". */
export function dayName(time: number, now: number): string {
  const days = daysBefore(time, now);
  if (days === 0 || days === 1) return capitalised(relativeDay.format(-days, 'day'));
  return sameYear(time, now) ? longDay.format(time) : longDayWithYear.format(time);
}

/** "14:02", "yesterday 14:02", "16 Nov": when a user was last here. */
export function lastSeenTime(time: number, now: number): string {
  const days = daysBefore(time, now);
  if (days === 0) return clock.format(time);
  if (days === 1) return `${relativeDay.format(-1, 'day')} ${clock.format(time)}`;
  return listTime(time, now);
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

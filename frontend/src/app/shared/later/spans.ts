import { counted } from '../messages.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** "30 seconds", "5 minutes", "1 hour": in the largest unit that is exact. */
export function spanOf(seconds: number): string {
  if (seconds % DAY === 0) return counted(seconds / DAY, 'day', 'days');
  if (seconds % HOUR === 0) return counted(seconds / HOUR, 'hour', 'hours');
  if (seconds % MINUTE === 0) return counted(seconds / MINUTE, 'minute', 'minutes');
  return counted(seconds, 'second', 'seconds');
}

/** "0:25", "5:00", "1:05:00". */
export function countdown(seconds: number): string {
  const parts = [Math.floor(seconds / HOUR), Math.floor(seconds / MINUTE) % MINUTE, seconds % MINUTE];
  const [first = 0, ...rest] = seconds < HOUR ? parts.slice(1) : parts;
  return [String(first), ...rest.map((part) => String(part).padStart(2, '0'))].join(':');
}

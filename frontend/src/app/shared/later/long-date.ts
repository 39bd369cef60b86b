const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** "30 December 2026". */
export function longDate(time: number): string {
  return format.format(time);
}

import type { MessageFilter } from '@parley/client';

const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The filters of a search as they stand in the address. */
export interface AddressFilters {
  readonly from: string | undefined;
  /** Days, both included: `2026-11-30`. */
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly link: string | undefined;
  readonly mentions: string | undefined;
  readonly pinned: string | undefined;
}

/** What the address asks for, besides words. What nobody can have chosen is left out. */
export function filterOf({ from, since, until, link, mentions, pinned }: AddressFilters): MessageFilter {
  const [first, last] = [dayIn(since), dayIn(until)];
  return {
    ...(from !== undefined && UID.test(from) && { sender: from }),
    ...(first !== undefined && { since: first.getTime() }),
    ...(last !== undefined && { until: endOf(last) }),
    ...(link !== undefined && { link: true }),
    ...(mentions !== undefined && { mentionsMe: true }),
    ...(pinned !== undefined && { pinned: true }),
  };
}

/** The beginning of a day here. */
function dayIn(text: string | undefined): Date | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) || day.getTime() < 0 ? undefined : day;
}

function endOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

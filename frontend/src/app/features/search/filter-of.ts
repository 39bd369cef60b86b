import type { MessageFilter } from '@parley/client';

const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What the address asks for, besides words: `from` a uid, `since` and `until` days that are both included (`2026-11-30`), `link`, `mentions` and
 * `pinned`. What nobody can have chosen is left out.
 */
export function filterOf(values: Pick<URLSearchParams, 'get'>): Omit<MessageFilter, 'words'> {
  const from = values.get('from');
  const [first, last] = [dayIn(values.get('since')), dayIn(values.get('until'))];
  return {
    ...(from !== null && UID.test(from) && { sender: from }),
    ...(first !== undefined && { since: first.getTime() }),
    ...(last !== undefined && { until: endOf(last) }),
    ...(values.get('link') !== null && { link: true }),
    ...(values.get('mentions') !== null && { mentionsMe: true }),
    ...(values.get('pinned') !== null && { pinned: true }),
  };
}

/** The beginning of a day here. */
function dayIn(text: string | null): Date | undefined {
  if (text === null || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00`);
  return Number.isNaN(day.getTime()) || day.getTime() < 0 ? undefined : day;
}

function endOf(day: Date): number {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime() - 1;
}

import { AUDIT_KINDS, type AuditFilter, Uuid } from '@parley/protocol';

/** The filter that stands in the address. What is no filter is left out, as of an address that somebody wrote by hand. */
export function auditFilterOf(values: Pick<URLSearchParams, 'get'>): AuditFilter {
  const kind = AUDIT_KINDS.find((each) => each === values.get('kind'));
  const uid = Uuid.safeParse(values.get('person')).data;
  const address = values.get('address')?.trim().slice(0, 100) ?? '';
  const since = dayIn(values.get('since'), 0);
  const until = dayIn(values.get('until'), 1);
  return {
    ...(kind !== undefined && { kind }),
    ...(uid !== undefined && { uid }),
    ...(address !== '' && { address }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until: until - 1 }),
  };
}

/** The local midnight that begins a day such as 2026-11-30, or one of the days after. */
function dayIn(text: string | null, later: number): number | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text ?? '') ?? [];
  const time = new Date(Number(year), Number(month) - 1, Number(day) + later).getTime();
  return time >= 0 ? time : undefined;
}

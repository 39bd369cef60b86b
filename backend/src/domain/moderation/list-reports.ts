import { REPORT_LIMITS, type Report, type ResponseOf, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { shownReport } from './shown-report.ts';

interface Wanted {
  readonly state: 'open' | 'ended';
  readonly after?: Uuid | undefined;
}

/** A page of reports, with the people whom they name. Those of what its reader wrote are left out: whoever is reported is not told. */
export async function listReports(
  { reports, users }: Pick<Context, 'reports' | 'users'>,
  { state, after }: Wanted,
  reader: Uuid,
): Promise<ResponseOf<'reports'>> {
  const limit = REPORT_LIMITS.pageReports;
  const found = await reports.page(state === 'open', after, limit + 1, reader);
  const shown = found.slice(0, limit).map(shownReport);
  const last = found.length > shown.length ? shown.at(-1)?.id : undefined;
  return {
    reports: shown,
    users: [...(await users.byUid(peopleInReports(shown)))],
    open: await reports.countOpen(reader),
    ...(last !== undefined && { next: last }),
  };
}

/** Everyone whom reports name. */
export function peopleInReports(reports: readonly Report[]): readonly Uuid[] {
  return [
    ...new Set(
      reports.flatMap(({ reporter, sender, end }) => [
        reporter,
        sender,
        ...(end?.by === undefined ? [] : [end.by]),
      ]),
    ),
  ];
}

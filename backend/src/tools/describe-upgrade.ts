import type { LogsVerdict } from '../domain/archive/check-logs.ts';
import type { UpgradePlan, UpgradeTrial } from '../store/sqlite/index.ts';

/** What an upgrade will do, before it is tried. @param free bytes on the disk of the database */
export function describePlan(file: string, plan: UpgradePlan, free: number): string {
  const { schema, newSchema, kind, needed } = plan;
  const what = {
    none: `${file} has schema ${schema}, as this version has it: nothing will be changed.`,
    'in place': `${file} goes from schema ${schema} to ${newSchema}, in place. A copy of before stays beside it.`,
    anew: `${file} goes from schema ${schema} to ${newSchema} and is written anew. The old file stays beside it.`,
  }[kind];
  const space = `The upgrade needs ${megabytes(needed)} MB on its disk, ${megabytes(free)} MB are free.`;
  return kind === 'none' ? what : `${what}\n${space}`;
}

/** What came of it on the copy, and whether there is a way back. */
export function describeTrial(
  file: string,
  plan: UpgradePlan,
  { bytes, took, rows }: UpgradeTrial,
  { logs, damages }: LogsVerdict,
): string {
  const changed = [...rows].flatMap(([table, { before, after }]) => {
    if (before === after) return [];
    if (before === undefined) return [`  ${table}: new, ${after ?? 0} rows`];
    return [
      after === undefined
        ? `  ${table}: gone, of ${before} rows`
        : `  ${table}: ${before} rows, then ${after}`,
    ];
  });
  const total = [...rows.values()].reduce((sum, { before = 0 }) => sum + before, 0);
  const same = [...rows.values()].filter(({ before, after }) => before === after).length;
  return [
    `On a copy it took ${(took / 1_000).toFixed(1)} s: ${megabytes(plan.bytes)} MB before, ${megabytes(bytes)} MB after.`,
    `Of ${total} rows, those of ${same} tables are as many as before.${changed.length === 0 ? '' : ' The others:'}`,
    ...changed,
    damages.length === 0 ? `All ${logs} logs are whole, with their chains.` : damagesOf(damages),
    wayBack(file, plan),
  ].join('\n');
}

function damagesOf(damages: LogsVerdict['damages']): string {
  const lines = damages.map(
    ({ conversation, kind, seq }) =>
      `  ${conversation}: entry ${seq} ${kind === 'missing' ? 'is missing' : 'was changed'}`,
  );
  return ['Logs are damaged, as they were before the upgrade or by it:', ...lines].join('\n');
}

function wayBack(file: string, { kind, schema }: UpgradePlan): string {
  if (kind === 'none') return 'Going back: the version before goes on with the same file.';
  return (
    `Going back: the version before refuses the new schema. Stop the server, put ${file}.schema-${schema}.backup in the ` +
    'place of the database and start the version before. What was written since the upgrade is then lost.'
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}

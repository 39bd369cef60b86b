import { cpus, totalmem } from 'node:os';
import { ratio, spreadOf, type Measured } from './figures.ts';

/** The systems that others are compared with, in this order. */
const BASES = ['Socket.IO, relay only', 'Socket.IO, relay and commit'] as const;

/** The machine and the time of a run. */
export interface Circumstances {
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  readonly memoryGiB: number;
}

export function circumstances(): Circumstances {
  const cores = cpus();
  return {
    date: new Date().toISOString(),
    node: process.version,
    cores: cores.length,
    processor: cores[0]?.model ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}

/** All loads as Markdown, one table each. A cell is `median (lowest to highest) x ratio to each base`. */
export function markdown(measured: readonly Measured[]): string {
  const loads = Map.groupBy(measured, ({ load }) => load);
  return [...loads].map(([load, systems]) => `### ${load}\n\n${tableOf(systems)}`).join('\n\n');
}

/** The same for programs. */
export function json(measured: readonly Measured[], machine: Circumstances): string {
  const loads = Map.groupBy(measured, ({ load }) => load);
  const rows = [...loads.values()].flatMap((systems) => systems.map((one) => withSpreads(one, systems)));
  return `${JSON.stringify({ ...machine, rows }, undefined, 2)}\n`;
}

function tableOf(systems: readonly Measured[]): string {
  const figures = [...new Set(systems.flatMap(({ rounds }) => rounds.flatMap(Object.keys)))];
  const rows = systems.map((one) => [one.system, ...figures.map((figure) => cell(one, systems, figure))]);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['system', ...figures]),
    line(['---', ...figures.map(() => '---')]),
    ...rows.map((row) => line(row)),
  ].join('\n');
}

function cell(one: Measured, systems: readonly Measured[], figure: string): string {
  const values = valuesOf(one, figure);
  if (values.length === 0) return '';
  const { median, lowest, highest } = spreadOf(values);
  const ratios = basesOf(one, systems)
    .flatMap((base) => ratio(one, base, figure) ?? [])
    .map((of) => of.toFixed(2));
  const scatter = values.length > 1 ? ` (${short(lowest)} to ${short(highest)})` : '';
  return `${short(median)}${scatter}${ratios.length > 0 ? ` × ${ratios.join(', ')}` : ''}`;
}

/** Those that a system is compared with; a base only with the one before it. */
function basesOf(one: Measured, systems: readonly Measured[]): readonly Measured[] {
  const own = BASES.findIndex((base) => base === one.system);
  return BASES.slice(0, own === -1 ? BASES.length : own).flatMap(
    (base) => systems.find(({ system }) => system === base) ?? [],
  );
}

function withSpreads(one: Measured, systems: readonly Measured[]) {
  const figures = [...new Set(one.rounds.flatMap(Object.keys))];
  const entries = figures.map((figure) => {
    const ratios = basesOf(one, systems).map((base) => [base.system, ratio(one, base, figure)] as const);
    return [figure, { ...spreadOf(valuesOf(one, figure)), ratios: Object.fromEntries(ratios) }] as const;
  });
  return { load: one.load, system: one.system, figures: Object.fromEntries(entries), rounds: one.rounds };
}

function valuesOf({ rounds }: Measured, figure: string): readonly number[] {
  return rounds.flatMap((round) => round[figure] ?? []);
}

/** Three significant digits. */
function short(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumFractionDigits: 4 });
}

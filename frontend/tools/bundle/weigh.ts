import { filesOf } from './files-of.ts';
import type { Outputs } from './outputs.ts';
import type { Page } from './pages.ts';

/** What a page is made of, by the first pattern that fits the path of a source. */
const PARTS = {
  framework: /node_modules\/(@angular|rxjs|tslib)\//,
  list: /node_modules\/@tanstack\//,
  texts:
    /app\/shared\/(messages|later\/action-messages)\.ts$|protocol\/src\/errors\/((local|key)-)?errors\.ts$/,
  SDK: /node_modules\/|(client|protocol)\/src\//,
  pages: /^/,
} as const;

export type Part = keyof typeof PARTS;
export const PART_NAMES = Object.keys(PARTS) as readonly Part[];

/** KB, compressed as a server would. */
export type Weights = Readonly<Record<Part, number>>;

export interface Weighed {
  readonly files: number;
  readonly kb: number;
  readonly parts: Weights;
}

/**
 * All that a browser loads before the page can be used. A file's compressed size is shared among its sources by their size.
 *
 * @param kbOf a file's compressed size
 */
export function weigh(
  { sources }: Pick<Page, 'sources'>,
  outputs: Outputs,
  kbOf: (file: string) => number,
): Weighed {
  const files = filesOf({ sources }, outputs);
  const parts: Record<Part, number> = { framework: 0, list: 0, texts: 0, SDK: 0, pages: 0 };
  for (const file of files) {
    const inputs = Object.entries(outputs.get(file)?.inputs ?? {});
    const whole = inputs.reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    for (const [source, { bytesInOutput }] of inputs)
      parts[partOf(source)] += (kbOf(file) * bytesInOutput) / whole;
  }
  return { files: files.length, kb: files.reduce((sum, file) => sum + kbOf(file), 0), parts };
}

function partOf(source: string): Part {
  return PART_NAMES.find((part) => PARTS[part].test(source)) ?? 'pages';
}

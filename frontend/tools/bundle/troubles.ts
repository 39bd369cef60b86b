import type { Page } from './pages.ts';
import { PART_NAMES, type Weighed, type Weights } from './weigh.ts';

/** A part may grow by this before somebody has to say that it is meant. */
const MAY_GROW_KB = 1;

/** A page as it is now, with what it may weigh. */
export type WeighedPage = Weighed & Pick<Page, 'limitKb'> & { readonly name: string };

/** A row of the table: KB, and in brackets how much more or less than kept. */
export function row({ files, kb, limitKb, parts }: WeighedPage, before?: Weights) {
  const cells = PART_NAMES.map(
    (part) => [part, `${kbOf(parts[part])}${change(parts[part], before?.[part])}`] as const,
  );
  return { KB: kbOf(kb), 'at most': limitKb, files, ...Object.fromEntries<string>(cells) };
}

function change(now: number, before = now): string {
  const difference = kbOf(now - before);
  if (Math.abs(Number(difference)) < 0.1) return '';
  return Number(difference) > 0 ? ` (+${difference})` : ` (${difference})`;
}

/** Why the build fails because of a page: it is over its limit, or a part of it has grown since it was kept. */
export function troublesOf(page: WeighedPage, before?: Weights): readonly string[] {
  return [...tooHeavy(page), ...grown(page, before)];
}

function tooHeavy({ name, kb, limitKb }: WeighedPage): readonly string[] {
  return kb <= limitKb ? [] : [`${name}: ${kbOf(kb)} KB, over the limit of ${limitKb} KB.`];
}

function grown({ name, parts }: WeighedPage, before?: Weights): readonly string[] {
  return PART_NAMES.filter((part) => parts[part] > (before?.[part] ?? Infinity) + MAY_GROW_KB).map(
    (part) =>
      `${name}: ${part} weighs ${kbOf(parts[part])} KB, and was ${before?.[part]}. Load it later, or keep it: npm run weigh --workspace frontend`,
  );
}

function kbOf(kb: number): string {
  return kb.toFixed(1);
}

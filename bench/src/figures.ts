/** What one round of a load measured on one system: numbers by what they count, such as `messages/s`. */
export type Figures = Readonly<Record<string, number>>;

/** One load on one system: its figures in each round. */
export interface Measured {
  readonly load: string;
  readonly system: string;
  readonly rounds: readonly Figures[];
}

/** A figure over all rounds. */
export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** @throws Error without a number */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [lowest] = sorted;
  const highest = sorted.at(-1);
  if (lowest === undefined || highest === undefined) throw new Error('nothing was measured');
  return { median: medianOf(sorted), lowest, highest };
}

/** The middle number, or the mean of the two in the middle. */
function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}

/** How many times a base's figure a system's is, as the median of the rounds: both of a round ran one after the other. */
export function ratio(of: Measured, to: Measured, figure: string): number | undefined {
  const ratios = of.rounds.flatMap((round, i) => {
    const [one, base] = [round[figure], to.rounds[i]?.[figure]];
    return one === undefined || base === undefined ? [] : [one / base];
  });
  return ratios.length === 0 ? undefined : spreadOf(ratios).median;
}

interface Figure {
  readonly figure: string;
  readonly value: string;
  readonly limit: string;
  readonly holds: 'yes' | 'NO';
}

/** What was measured, each with the most it may be. */
export class Figures {
  private readonly rows: Figure[] = [];

  add(figure: string, value: number, limit: number, unit: string): void {
    const rounded = Math.round(value * 10) / 10;
    this.rows.push({
      figure,
      value: `${rounded} ${unit}`,
      limit: `${limit} ${unit}`,
      holds: value <= limit ? 'yes' : 'NO',
    });
  }

  print(): void {
    console.table(this.rows);
  }
}

/** @throws Error for no values */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

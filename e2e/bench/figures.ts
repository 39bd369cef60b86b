interface Figure {
  readonly figure: string;
  readonly value: string;
  readonly limit: string;
  readonly verdict: 'ok' | 'MISSED';
}

/** Measured figures, each with its limit. */
export class Figures {
  private readonly rows: Figure[] = [];
  private readonly notes: string[] = [];

  add(figure: string, value: number, limit: number, unit: string): void {
    const rounded = Math.round(value * 10) / 10;
    this.rows.push({
      figure,
      value: `${rounded} ${unit}`.trim(),
      limit: `${limit} ${unit}`.trim(),
      verdict: rounded <= limit ? 'ok' : 'MISSED',
    });
  }

  /** Something that explains a figure; printed below the table. */
  note(text: string): void {
    this.notes.push(text);
  }

  print(): void {
    console.table(this.rows);
    for (const note of this.notes) console.log(note);
  }

  /** The figures that are over their limit. */
  missed(): readonly string[] {
    return this.rows.filter(({ verdict }) => verdict === 'MISSED').map(({ figure }) => figure);
  }
}

/** @throws Error for no values */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

/** What only rises along a log: each step is where it was first seen to be so high. */
export type Stairs = readonly { readonly seq: number; readonly value: number }[];

/** How high the stairs are before an entry; 0 before the first step. */
export function heightBefore(stairs: Stairs, seq: number): number {
  return stairs.findLast((step) => step.seq < seq)?.value ?? 0;
}

/** The stairs with what was seen at one more entry, in whichever order entries come. Unchanged if that is no step up. */
export function withStep(stairs: Stairs, seq: number, value: number): Stairs {
  if (heightBefore(stairs, seq + 1) >= value) return stairs;
  const before = stairs.filter((step) => step.seq < seq);
  const after = stairs.filter((step) => step.seq > seq && step.value > value);
  return [...before, { seq, value }, ...after];
}

/** The highest of some stairs at each entry. */
export function joined(...all: readonly (Stairs | undefined)[]): Stairs {
  const steps = all.flatMap((stairs) => stairs ?? []);
  return steps.reduce<Stairs>((stairs, { seq, value }) => withStep(stairs, seq, value), []);
}

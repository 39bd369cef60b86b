const GROUPS = 9;

/** Two different groups of a written key, by their index, the lower first. */
export function twoGroups(random: () => number = Math.random): readonly [number, number] {
  const first = Math.floor(random() * GROUPS);
  const second = (first + 1 + Math.floor(random() * (GROUPS - 1))) % GROUPS;
  return first < second ? [first, second] : [second, first];
}

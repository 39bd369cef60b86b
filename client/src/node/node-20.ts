/** What Node.js 20 lacks of ES2024, as far as the SDK uses it. Browsers that it is made for have both. */
if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });
if (!('groupBy' in Map)) Object.assign(Map, { groupBy });

function withResolvers<T>(): Partial<PromiseWithResolvers<T>> {
  const parts: { resolve?: (value: T | PromiseLike<T>) => void; reject?: (reason: unknown) => void } = {};
  const promise = new Promise<T>((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return { promise, ...parts };
}

function groupBy<Key, Item>(items: Iterable<Item>, keyOf: (item: Item, at: number) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  let at = 0;
  for (const item of items) {
    const key = keyOf(item, at++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

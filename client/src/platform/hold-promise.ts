/** Keeps what comes for all who ask for it, but no failure: after one, the next who asks causes another try. */
export function holdPromise<Key, Value>(
  held: Map<Key, Promise<Value>>,
  key: Key,
  coming: Promise<Value>,
): Promise<Value> {
  held.set(key, coming);
  // Whoever asked hears of the failure.
  coming.catch(() => {
    if (held.get(key) === coming) held.delete(key);
  });
  return coming;
}

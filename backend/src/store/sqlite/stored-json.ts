/** JSON from a column that this adapter wrote itself: the caller knows its type. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function storedJson<T>(json: string): T {
  return JSON.parse(json) as T;
}

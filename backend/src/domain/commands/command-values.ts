/** Bounds of what one command keeps. */
export const COMMAND_VALUES = { keys: 10_000, keyCharacters: 200, valueBytes: 64 * 1024 } as const;

/** What commands of a deployment keep, each under its own name: values by key, as JSON. */
export interface CommandValueStore {
  get(command: string, key: string): Promise<string | undefined>;
  set(command: string, key: string, value: string): Promise<void>;
  /**
   * Sets a value if the one there is still what is expected.
   * @param expected undefined for none
   * @returns whether it was
   */
  replace(command: string, key: string, expected: string | undefined, value: string): Promise<boolean>;
  /** Whether there was one. */
  remove(command: string, key: string): Promise<boolean>;
  /** Keys that begin with a prefix, in their order (UTF-8). @param after the last one that is known, '' for none */
  keys(command: string, prefix: string, after: string, limit: number): Promise<readonly string[]>;
  count(command: string): Promise<number>;
}

/** A value as it is stored. */
export interface StoredCommandValue {
  /** Of the command and its key. */
  readonly place: string;
  readonly value: string;
}

/** The one name of a value: names of commands have no spaces. */
export function valuePlace(command: string, key: string): string {
  return `${command} ${key}`;
}

/** Behind which place a page begins, and before which it ends. */
export function placesOf(command: string, prefix: string, after: string) {
  const first = valuePlace(command, prefix);
  const known = valuePlace(command, after);
  // No text holds this character: it stands behind all others.
  return {
    first,
    known,
    end: `${first}\u{10ffff}`,
    keyAt: (place: string) => place.slice(command.length + 1),
  };
}

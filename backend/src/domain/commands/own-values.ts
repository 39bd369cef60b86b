import { ParleyError } from '@parley/protocol';
import { COMMAND_VALUES, type CommandValueStore } from './command-values.ts';

/** The values of one command, within bounds. */
export interface OwnValues {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  replace(key: string, expected: string | undefined, value: string): Promise<boolean>;
  remove(key: string): Promise<boolean>;
  keys(prefix: string, after: string): Promise<readonly string[]>;
}

/** Keys in one answer. */
const PAGE = 1_000;

/** What a command may do with its values. Above a bound it gets `E_TOO_LARGE`. */
export function ownValues(store: CommandValueStore, command: string): OwnValues {
  const check = async (key: string, value: string) => {
    if (key.length === 0 || key.length > COMMAND_VALUES.keyCharacters) throw new ParleyError('E_TOO_LARGE');
    if (Buffer.byteLength(value) > COMMAND_VALUES.valueBytes) throw new ParleyError('E_TOO_LARGE');
    if ((await store.get(command, key)) !== undefined) return;
    if ((await store.count(command)) >= COMMAND_VALUES.keys) throw new ParleyError('E_TOO_LARGE');
  };
  return {
    get: (key) => store.get(command, key),
    set: async (key, value) => {
      await check(key, value);
      await store.set(command, key, value);
    },
    replace: async (key, expected, value) => {
      await check(key, value);
      return store.replace(command, key, expected, value);
    },
    remove: (key) => store.remove(command, key),
    keys: (prefix, after) => store.keys(command, prefix, after, PAGE),
  };
}

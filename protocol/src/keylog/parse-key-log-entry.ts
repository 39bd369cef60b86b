import { canonicalJson } from '../canonical-json.ts';
import { KeyLogEntry } from './key-log-entry.ts';
import { KeyLogError } from './key-log-error.ts';

/**
 * The entry that a signed text says. Fields of a later version are read over; they stay in the text and so in the hash.
 * @throws KeyLogError `malformed`, also where the text is not in canonical JSON: two spellings would be two hashes
 */
export function parseKeyLogEntry(text: string): KeyLogEntry {
  const value = parseJson(text);
  if (canonicalJson(value) !== text) throw new KeyLogError('malformed');
  const { success, data, error } = KeyLogEntry.safeParse(value);
  if (!success) throw new KeyLogError('malformed', error);
  return data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new KeyLogError('malformed', error);
  }
}

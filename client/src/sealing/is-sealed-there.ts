import { isFirstKeys, isSimple, type Entry } from '@parley/protocol';

/** An open conversation goes on unsigned until somebody signs, or makes its first keys. */
export function isSealedThere({ body, payload }: Entry): boolean {
  // What a machine can read is no sign of epochs.
  const isSigned = (payload?.kind === 'sealed' && !isSimple(payload)) || payload?.kind === 'elsewhere';
  return isSigned || isFirstKeys(body) || (body.kind === 'created' && body.protection === 'sealed');
}

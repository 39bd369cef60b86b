import { isFirstKeys, type Entry } from '@parley/protocol';

/** An open conversation goes on unsigned until somebody signs, or makes its first keys. */
export function isSealedThere({ body, payload }: Entry): boolean {
  const isSigned = payload?.kind === 'sealed' || payload?.kind === 'elsewhere';
  return isSigned || isFirstKeys(body) || (body.kind === 'created' && body.protection === 'sealed');
}

import { onTestFinished } from 'vitest';
import { secret, type Secret } from '../../../tools/blind/canaries.ts';
import { watchCrypto } from '../../../tools/blind/watch-crypto.ts';

/** From now on, every secret key that anything here hands to Web Crypto, which is how clients use all of theirs. */
export function secretsInUse(): () => readonly Secret[] {
  const seen = new Map<string, Secret>();
  const stop = watchCrypto(({ kind, name, bytes }) => {
    if (kind === 'key') seen.set(Buffer.from(bytes).toString('hex'), secret(name, bytes));
  });
  onTestFinished(stop);
  return () => [...seen.values()];
}

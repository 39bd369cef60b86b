import { watchCrypto, type Use } from '../../tools/blind/watch-crypto.ts';
import { told } from './told.ts';

/** A use on its way from a page. */
interface Sent extends Omit<Use, 'bytes'> {
  readonly base64: string;
}

/** In the page. */
declare function hearUses(uses: readonly Sent[]): void;
declare function tellUses(): void;

/** Tells `hearUses`, a function that pages get from their tests, of what they use. */
export const pageScript = `(${tellFromPage.toString()})(${watchCrypto.toString()})`;

export function hearSent(uses: readonly Sent[]): void {
  for (const { base64, ...use } of uses)
    told.hear({ ...use, bytes: Uint8Array.from(Buffer.from(base64, 'base64')) });
}

/** Runs in the page, before it is closed. */
export function tellRest(): void {
  if ('tellUses' in globalThis) tellUses();
}

/** Runs in the page. What it uses in one turn, it tells together, and each key once. */
function tellFromPage(watch: typeof watchCrypto): void {
  // Elsewhere there is no Web Crypto.
  if (!isSecureContext) return;
  const known = new Set<string>();
  let waiting: Sent[] = [];
  const tell = () => {
    if (waiting.length > 0) hearUses(waiting);
    waiting = [];
  };
  watch(({ bytes, ...use }) => {
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    if (known.has(base64)) return;
    known.add(base64);
    if (waiting.length === 0) setTimeout(tell, 20);
    waiting.push({ ...use, base64 });
  });
  addEventListener('pagehide', tell);
  Object.assign(globalThis, { tellUses: tell });
}

import { join } from 'node:path';
import { rolldown } from 'rolldown';
import type { Person } from '../people/person.ts';
import type { Logged } from './long-log.ts';
import type { Fill } from './page/fill.ts';

const CHUNK = 5_000;

/**
 * Puts a whole log into the local copy of a page, as if its user had scrolled through all of it once. The page must hold
 * the newest of it already. The client's own code does it, so that all is in boxes under the key of the copy.
 */
export async function fillLocalCopy({ page, account }: Person, log: readonly Logged[]): Promise<void> {
  await page.evaluate(await bundled());
  for (let end = log.length; end > 0; end -= CHUNK) {
    const some = log.slice(Math.max(0, end - CHUNK), end).map(opened);
    await page.evaluate(
      ([me, conversation, entries]) =>
        (globalThis as unknown as { readonly fill: Fill }).fill(me, conversation, entries),
      [account.user.uid, some[0]?.conversation ?? '', some] as const,
    );
  }
}

/** As the local copy holds it. */
function opened({ entry, text }: Logged) {
  if (text === undefined) return entry;
  return { ...entry, opened: { kind: 'content', content: { type: 'text', text } } };
}

async function bundled(): Promise<string> {
  const bundle = await rolldown({
    input: join(import.meta.dirname, 'page/fill.ts'),
    platform: 'browser',
  });
  const { output } = await bundle.generate({ format: 'iife', codeSplitting: false });
  await bundle.close();
  return output[0].code;
}

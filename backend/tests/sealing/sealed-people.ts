import { bytesOf, decodeEnvelope, isBundle, type Entry, type Uuid } from '@parley/protocol';
import type { TestBackend } from '../../testing/start-test-backend.ts';
import { SealedBrowser } from './sealed-browser.ts';

/** People with keys, each in a browser of their own. */
export async function people<Count extends 2 | 3 | 4>(
  backend: TestBackend,
  count: Count,
): Promise<People[Count]>;
export async function people(backend: TestBackend, count: number): Promise<readonly SealedBrowser[]> {
  return SealedBrowser.registerAll(backend, count);
}

interface People {
  readonly 2: readonly [SealedBrowser, SealedBrowser];
  readonly 3: readonly [SealedBrowser, SealedBrowser, SealedBrowser];
  readonly 4: readonly [SealedBrowser, SealedBrowser, SealedBrowser, SealedBrowser];
}

/** Resolves once all of them have a group in their lists. */
export async function known(group: Uuid, ...browsers: readonly SealedBrowser[]): Promise<void> {
  await Promise.all(browsers.map((browser) => browser.knows(group)));
}

/** A log as the server has it. */
export function log(backend: TestBackend, conversation: Uuid): Promise<readonly Entry[]> {
  return backend.stores.conversations.entries(conversation, 1, 1_000);
}

export async function kinds(backend: TestBackend, conversation: Uuid): Promise<readonly string[]> {
  return (await log(backend, conversation)).map(({ body }) => body.kind);
}

/** Whom the keys in an entry are sealed to. */
export function sealedTo({ payload }: Entry): readonly Uuid[] {
  if (payload?.kind !== 'sealed') return [];
  const { envelope } = decodeEnvelope(bytesOf(payload.bytes));
  return isBundle(envelope) ? envelope.recipients.map(({ user }) => user) : [];
}

import {
  CHAIN_START,
  chainAfter,
  fold,
  type ConversationState,
  type Entry,
  type Uuid,
} from '@parley/protocol';
import { expect } from 'vitest';
import { sha256 } from '../../src/domain/sha256.ts';
import type { Stores } from '../../src/domain/stores.ts';

/**
 * Reads a whole log and holds it to what must always be true of one: dense, each id once,
 * counted right, the chain unbroken, and its fold the state that the store tells.
 */
export async function wholeLog(stores: Stores, conversation: Uuid): Promise<readonly Entry[]> {
  const entries = await stores.conversations.entries(conversation, 1, Number.MAX_SAFE_INTEGER);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(new Set(entries.map(({ sender, id }) => `${sender} ${id}`)).size).toBe(entries.length);
  expect(brokenAt(entries)).toBeUndefined();
  const state = entries.reduce<ConversationState | undefined>(
    (before, entry) => fold(before, entry),
    undefined,
  );
  expect(await stores.conversations.state(conversation)).toEqual(state);
  return entries;
}

/** The first entry whose count or chain does not follow from the one before. */
function brokenAt(entries: readonly Entry[]): Entry | undefined {
  let count = 0;
  let chain = CHAIN_START;
  return entries.find((entry) => {
    if (entry.body.kind === 'message') count += 1;
    chain = chainAfter(sha256, chain, entry);
    return entry.count !== count || entry.chain !== chain;
  });
}

import type { Uuid } from '@parley/protocol';
import { isRoom } from '@parley/protocol/core';
import { deletedBy, type HeldEntry } from '../model/held-entry.ts';
import { received } from './conversation-change.ts';
import { headAfter } from './head-after.ts';
import type { RunOutcome } from '../ports/storage/log-storage.ts';
import type { Run, StoredConversation, StoredHead } from '../model/stored-conversation.ts';
import { tallyAfter } from './tally-after.ts';
import { extendedDown, extendedUp, windowOf } from './window-change.ts';

/** What an operation on a log writes. Every adapter uses this result and only stores it in its own way. */
export interface LogChange {
  readonly outcome: RunOutcome;
  readonly conversation: StoredConversation;
  readonly put: readonly HeldEntry[];
  /** Messages that were deleted for certain: their payloads and those of their edits are erased. */
  readonly erase: readonly number[];
  /** Commands that are in the log now: their outbox items are removed. */
  readonly settle: readonly Uuid[];
}

/** Appends a run to the window, or starts a window with it. */
export function appendChange(stored: StoredConversation, run: Run, me: Uuid): LogChange {
  const { window } = stored;
  if (window === undefined) return replaceChange(stored, run, me);
  if (run.from > window.last + 1) return nothing('gap', stored);
  if (contradicts(run, window.last, window.chain)) return nothing('diverged', stored);
  const entries = run.entries.filter((entry) => entry.seq > window.last);
  return {
    ...written(entries, run, me),
    conversation: received({ ...moved(stored, entries, me), window: extendedUp(window, run) }),
  };
}

/** Puts a run before the window. */
export function prependChange(stored: StoredConversation, run: Run, me: Uuid): LogChange {
  const { window } = stored;
  if (window === undefined || run.to < window.first - 1) return nothing('gap', stored);
  const entries = run.entries.filter((entry) => entry.seq < window.first);
  return {
    ...written(entries, run, me),
    conversation: { ...stored, window: extendedDown(window, run) },
  };
}

/** Replaces the window by a run. */
export function replaceChange(stored: StoredConversation, run: Run, me: Uuid): LogChange {
  return {
    ...written(run.entries, run, me),
    conversation: received({ ...moved(stored, run.entries, me), window: windowOf(run) }),
  };
}

function nothing(outcome: RunOutcome, conversation: StoredConversation): LogChange {
  return { outcome, conversation, put: [], erase: [], settle: [] };
}

function contradicts(run: Run, seq: number, chain: string | undefined): boolean {
  const held = run.entries.find((entry) => entry.seq === seq);
  return held !== undefined && chain !== undefined && held.chain !== chain;
}

function written(put: readonly HeldEntry[], run: Run, me: Uuid): Omit<LogChange, 'conversation'> {
  return {
    outcome: 'applied',
    put,
    erase: put.flatMap((entry) => deletedBy(entry) ?? []),
    settle: run.entries.filter(({ sender }) => sender === me).map(({ id }) => id),
  };
}

function moved(stored: StoredConversation, entries: readonly HeldEntry[], me: Uuid): StoredConversation {
  return entries.reduce((before, entry) => movedBy(before, entry, me), stored);
}

function movedBy(stored: StoredConversation, entry: HeldEntry, me: Uuid): StoredConversation {
  const news = entry.seq > stored.head.head;
  const { lastEdit, ...rest } = stored;
  const edit = lastEditAfter(lastEdit, entry, stored.head.last);
  return {
    ...rest,
    ...(edit !== undefined && { lastEdit: edit }),
    head: news ? headAfter(stored.head, entry, me) : stored.head,
    unread: tallyAfter(stored.unread, entry, stored.mark.read, me),
    time: isTalk(entry, stored.head, me) ? Math.max(stored.time, entry.time) : stored.time,
  };
}

function lastEditAfter(
  edit: HeldEntry | undefined,
  entry: HeldEntry,
  last: HeldEntry | undefined,
): HeldEntry | undefined {
  if (entry.body.kind === 'message') return undefined;
  if (entry.body.kind === 'edit' && entry.body.target === last?.seq) return entry;
  return last !== undefined && deletedBy(entry) === last.seq ? undefined : edit;
}

/** Whether an entry moves its conversation to the top of the list. In a room, others come and go all the time. */
function isTalk({ body: { kind }, sender }: HeldEntry, head: StoredHead, me: Uuid): boolean {
  if (isRoom(head) && sender !== me && (kind === 'joined' || kind === 'left')) return false;
  return !['edit', 'reaction', 'deletion', 'pinned', 'unpinned', 'keys', 'rekeyed'].includes(kind);
}

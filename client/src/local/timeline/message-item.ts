import type { Mark, TextContent, Uuid } from '@parley/protocol';
import { isSimple } from '@parley/protocol/core';
import { contentOf, deletedBy, isUnopened, type HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem } from '../../model/outbox-item.ts';
import { reactionsOf } from './reactions.ts';
import type { DeliveryStatus, MessageItem } from '../../model/timeline.ts';

/** Everything that a message is rendered from. */
export interface MessageFacts {
  readonly entry: HeldEntry;
  /** Entries that point at it, in the order of the log. */
  readonly changes: readonly HeldEntry[];
  /** Items of the outbox that point at it. */
  readonly pending: readonly OutboxItem[];
  /** How far all other members have received and read. */
  readonly floor: Mark;
}

/** A stored message with all later changes applied, those in the outbox included. */
export function messageItem(facts: MessageFacts, me: Uuid): MessageItem {
  const { entry, pending, floor } = facts;
  const changes = isSimple(entry.payload)
    ? facts.changes.filter((change) => !isPlain(change))
    : facts.changes;
  const waiting = pending.filter(({ state }) => state.kind === 'waiting');
  const refusal = pending.map(({ state }) => state).find((state) => state.kind === 'refused');
  const deleter = deleterOf(changes, waiting, me);
  const deleted = entry.payload?.kind === 'erased' || deleter !== undefined;
  const versions = deleted ? [] : versionsOf(entry, changes, waiting);
  const content = versions.at(-1);
  return {
    kind: 'message',
    id: entry.id,
    seq: entry.seq,
    sender: entry.sender,
    own: entry.sender === me,
    time: entry.time,
    ...(content !== undefined && { content }),
    unopened: !deleted && isUnopened(entry),
    // Of what was deleted, some devices never held the text.
    ...(!deleted && isPlain(entry) && { plain: true }),
    deleted,
    ...(deleter !== undefined && { deletedBy: deleter }),
    earlier: versions.slice(0, -1),
    reactions: deleted ? [] : reactionsOf(changes, waiting, me),
    pinned: !deleted && isPinned(changes, waiting),
    status: entry.sender === me ? statusAt(entry.seq, floor) : 'sent',
    ...(refusal !== undefined && { error: refusal.error }),
    ...(refusal?.damaged && { damaged: true }),
    changing: waiting.length > 0,
  };
}

/** Only the server vouches for it: it changes nothing of what somebody has signed. */
function isPlain({ payload }: HeldEntry): boolean {
  return payload?.kind === 'plain';
}

/** A message that is not on the server yet. */
export function unsentItem({ id, time, task, state }: OutboxItem, me: Uuid): MessageItem {
  const content = task.kind === 'append' && task.content?.type === 'text' ? task.content : undefined;
  const isDamaged = 'damaged' in state;
  return {
    kind: 'message',
    id,
    sender: me,
    own: true,
    time,
    ...(content !== undefined && { content }),
    unopened: content === undefined && !isDamaged,
    deleted: false,
    earlier: [],
    reactions: [],
    pinned: false,
    status: state.kind === 'waiting' ? 'pending' : state.kind,
    ...(state.kind === 'refused' && { error: state.error }),
    ...(isDamaged && { damaged: true }),
    changing: false,
  };
}

/** The kind of entry that an item will create, or `preferences`. */
export function kindOf({ task }: OutboxItem): string {
  return task.kind === 'append' ? task.body.kind : task.kind;
}

/** The message that an item changes, or undefined. */
export function targetOf({ task }: OutboxItem): number | undefined {
  return task.kind === 'append' && 'target' in task.body ? task.body.target : undefined;
}

function deleterOf(
  changes: readonly HeldEntry[],
  waiting: readonly OutboxItem[],
  me: Uuid,
): Uuid | undefined {
  const stored = changes.find((change) => deletedBy(change) !== undefined);
  return stored?.sender ?? (waiting.some((item) => kindOf(item) === 'deletion') ? me : undefined);
}

function statusAt(seq: number, floor: Mark): DeliveryStatus {
  if (floor.read >= seq) return 'read';
  return floor.delivered >= seq ? 'delivered' : 'sent';
}

function versionsOf(
  entry: HeldEntry,
  changes: readonly HeldEntry[],
  waiting: readonly OutboxItem[],
): TextContent[] {
  // Whether they can be edited is not known yet.
  if (isUnopened(entry)) return [];
  const edits = changes.filter(({ body, sender }) => body.kind === 'edit' && sender === entry.sender);
  const [original] = textIn(entry);
  // The words of another: its sender's own client could pass an edit off as theirs.
  if (original?.forwardedFrom !== undefined) return [original];
  const later = [...edits.flatMap(textIn), ...waiting.flatMap(editIn)];
  return original === undefined ? later : [original, ...later.map((version) => editOf(original, version))];
}

/** An edit replaces the text only. The reply stays that of the original. */
function editOf({ replyTo }: TextContent, { text, mentions }: TextContent): TextContent {
  return {
    type: 'text',
    text,
    ...(mentions !== undefined && { mentions }),
    ...(replyTo !== undefined && { replyTo }),
  };
}

function textIn(entry: HeldEntry): TextContent[] {
  const content = contentOf(entry);
  return content?.type === 'text' ? [content] : [];
}

function editIn({ task }: OutboxItem): TextContent[] {
  const isEdit = task.kind === 'append' && task.body.kind === 'edit';
  return isEdit && task.content?.type === 'text' ? [task.content] : [];
}

function isPinned(changes: readonly HeldEntry[], waiting: readonly OutboxItem[]): boolean {
  const counted = changes.filter((change) => !isUnopened(change));
  const kinds = [...counted.map(({ body }) => body.kind), ...waiting.map(kindOf)];
  return kinds.findLast((kind) => kind === 'pinned' || kind === 'unpinned') === 'pinned';
}

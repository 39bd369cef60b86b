import type { User, Uuid } from '@parley/protocol';
import type { ConversationRow, DeliveryStatus, MessageItem, NotOpened } from '../index.ts';
import { closedText } from './sealing-lines.ts';

const MARKS: Record<DeliveryStatus, string> = {
  pending: '…',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓ read',
  refused: '✗',
  lost: '? lost',
};

/** Characters that terminals obey instead of showing: control characters and bidirectional overrides. */
const UNSAFE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/**
 * One message in one line.
 * @param where name of the conversation, unless it is the current one
 * @param cause why it does not show what it says, if that is known
 */
export function messageLine(
  message: MessageItem,
  users: ReadonlyMap<Uuid, User>,
  where?: string,
  cause?: NotOpened,
): string {
  const who = message.own ? 'you' : nameOf(message.sender, users);
  const missing = cause !== undefined ? closedText(cause) : unknown(message);
  const text = message.deleted ? '(deleted)' : (message.content?.text ?? missing);
  const mark = message.own ? ` ${MARKS[message.status]}` : '';
  const why = message.error === undefined ? '' : ` ${message.error.message}`;
  const place = where === undefined || where === who ? '' : `${where} · `;
  return `[${place}${who}] ${safe(text)}${mark}${why}`;
}

function unknown({ unopened }: MessageItem): string {
  return unopened ? '(not opened yet)' : '(cannot be shown)';
}

/** One conversation in one line. */
export function rowLine(row: ConversationRow, users: ReadonlyMap<Uuid, User>): string {
  const unread = row.unread > 0 ? ` (${row.unread})` : '';
  const last = row.last === undefined ? '' : `  ${messageLine(row.last, users)}`;
  return `${titleOf(row, users)}${unread}${last}`;
}

/** The title of a conversation: the group's name, the peer's name, or the one for notes. */
export function titleOf(row: ConversationRow, users: ReadonlyMap<Uuid, User>): string {
  if (row.type === 'announcement') return 'Announcements';
  return row.peer === undefined ? safe(row.name ?? 'Group') : nameOf(row.peer, users);
}

export function nameOf(uid: Uuid, users: ReadonlyMap<Uuid, User>): string {
  return safe(users.get(uid)?.displayName ?? uid.slice(0, 8));
}

/** Text that cannot move the cursor, ring the bell or imitate other output. */
function safe(text: string): string {
  return text.replaceAll(UNSAFE, ' ');
}

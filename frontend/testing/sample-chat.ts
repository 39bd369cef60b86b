import { type ConversationRow, type MessageItem, sha256, type TimelineItem } from '@parley/client';
import { directConversationId, type Role, type Uuid } from '@parley/protocol';
import { FakeConversation, detailsOf } from './fake-conversation.ts';
import type { FakeContent } from './fake-chat-client.ts';
import { ada } from './fake-session-client.ts';
import { message, sampleMessages } from './sample-messages.ts';
import { person, presence, uid, users } from './sample-people.ts';

const GROUPS = [
  'Release 1.0',
  'Office',
  'Lunch',
  'A group whose name is as long as a name may get 50',
  'Read only',
];
const HOUR = 3_600_000;
const LONG: Uuid = uid(900);
const EMPTY: Uuid = directConversationId(sha256, ada.uid, person(7).uid);

/** Two hundred conversations: long names, drafts, unread, muted, a long one and an empty one. */
export function sampleChat(longCount = 100_000): FakeContent {
  const rows = Array.from({ length: 200 }, (_, index) => rowOf(index));
  const names = new Map(rows.map((row) => [row.id, row]));
  return {
    rows,
    users,
    presence,
    open: (id) => conversationOf(id, names.get(id), longCount),
  };
}

function rowOf(index: number): ConversationRow {
  const peer = person(index);
  // With each person there is one conversation.
  const group = index % 3 === 0 || index >= users.size - 1;
  const id = group ? groupId(index) : directConversationId(sha256, ada.uid, peer.uid);
  const time = Date.now() - index ** 1.6 * HOUR * 0.3;
  const last = sampleMessages({ count: 12, senders: [peer.uid, ada.uid], newest: time })
    .slice(0, 1 + (index % 11))
    .at(-1);
  return {
    id,
    time,
    type: group ? 'group' : 'direct',
    ...(group ? { name: GROUPS[Math.floor(index / 3) % GROUPS.length]! } : { peer: peer.uid }),
    role: 'owner',
    isRoom: false,
    memberCount: group ? 7 : 2,
    ended: false,
    hasUnknown: false,
    needsNewerVersion: false,
    ...(index === 7 ? {} : { last: { ...(last as MessageItem), time } }),
    unread: index === 1 ? 3 : index === 4 ? 128 : 0,
    mentions: index === 4 ? 1 : 0,
    ...(index === 5 && { draft: 'I would rather wait until' }),
    preferences: { muted: index === 3, archived: index > 190, unread: index === 8 },
    blocked: false,
  };
}

function groupId(index: number): Uuid {
  return index === 0 ? LONG : uid(1000 + index);
}

function conversationOf(id: Uuid, row: ConversationRow | undefined, longCount: number): FakeConversation {
  const now = row?.time ?? Date.now();
  const senders =
    row?.type === 'group'
      ? [person(0).uid, ada.uid, person(4).uid, person(12).uid]
      : [row?.peer ?? ada.uid, ada.uid];
  const count = id === EMPTY || row === undefined ? 0 : id === LONG ? longCount : 60;
  const conversation = new FakeConversation(id, [
    ...sampleMessages({ count, senders, newest: now }),
    ...tail(count, now),
  ]);
  const roles = new Map<Uuid, Role>(
    senders.map((sender) => [sender, sender === ada.uid ? 'owner' : 'member']),
  );
  roles.set(person(2).uid, 'admin');
  conversation.details.set({ ...detailsOf(id, row?.name ?? '', roles, count) });
  return conversation;
}

function tail(count: number, now: number): TimelineItem[] {
  if (count === 0) return [];
  const { seq: _unstored, ...tooLarge } = message(count + 2, ada.uid, now + 2000, {
    text: 'This one is too much for the server.',
  });
  const refused: MessageItem = {
    ...tooLarge,
    status: 'refused',
    error: {
      code: 'E_TOO_LARGE',
      message: 'This message is too long.',
      retryable: false,
      correlationId: '7f3a',
    },
  };
  const { seq: _unsent, ...pending } = message(count + 3, ada.uid, now + 3000, { text: 'On my way.' });
  return [
    {
      kind: 'notice',
      id: uid(count + 2_000_000),
      seq: count + 1,
      sender: person(0).uid,
      time: now + 1000,
      body: { kind: 'renamed', name: 'Release 1.0' },
    },
    refused,
    { ...pending, status: 'pending' },
  ];
}

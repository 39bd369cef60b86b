import type { NoticeItem } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { isKnownBody } from '@parley/protocol/core';
import { listOf, MESSAGES } from '../../../../shared/messages.ts';

const notice = {
  created: (who: string, what: string) => `${who} created the ${what}`,
  added: (who: string, whom: string) => `${who} added ${whom}`,
  addedWithHistory: (who: string, whom: string) => `${who} added ${whom}, and shared earlier messages`,
  removed: (who: string, whom: string) => `${who} removed ${whom}`,
  joined: (who: string) => `${who} joined`,
  left: (who: string) => `${who} left`,
  owner: (who: string, whom: string) => `${who} made ${whom} an owner`,
  admin: (who: string, whom: string) => `${who} made ${whom} an admin`,
  member: (who: string, whom: string) => `${who} made ${whom} a member`,
  renamed: (who: string, what: string, name: string) => `${who} named the ${what} “${name}”`,
  described: (who: string) => `${who} changed what this room is about`,
  rulesChanged: (who: string) => `${who} changed the rules of this room`,
  banned: (who: string, whom: string) => `${who} banned ${whom}`,
  unbanned: (who: string, whom: string) => `${who} lets ${whom} come back`,
  muted: (who: string, whom: string) => `${who} muted ${whom} for a while`,
  unmuted: (who: string, whom: string) => `${who} lets ${whom} write again`,
  locked: (who: string) => `${who} set a password for joining this room`,
  unlocked: (who: string) => `${who} lets anyone join this room without a password`,
  ended: (who: string, what: string) => `${who} deleted the ${what}`,
  pinned: (who: string) => `${who} pinned a message`,
  unpinned: (who: string) => `${who} unpinned a message`,
  rekeyed: (who: string) => `${who} changed keys`,
  newer: 'This needs a newer version',
} as const;

interface Naming {
  subject(uid: Uuid): string;
  object(uid: Uuid): string;
}

/** The text for an entry that is not a message. @param what the conversation is */
export function noticeText(item: NoticeItem, names: Naming, what: 'group' | 'room' = 'group'): string {
  const { sender, body, more } = item;
  if (!isKnownBody(body)) return notice.newer;
  if (more !== undefined) return movesText([item, ...more], names);
  const who = names.subject(sender);
  switch (body.kind) {
    case 'created':
      return notice.created(who, what);
    case 'added':
      return (body.epoch === undefined ? notice.added : notice.addedWithHistory)(
        who,
        listOf(body.members.map((uid) => names.object(uid))),
      );
    case 'joined':
      return notice.joined(who);
    case 'removed':
      return notice.removed(who, names.object(body.member));
    case 'left':
      return notice.left(who);
    case 'roleChanged':
      return notice[body.role](who, names.object(body.member));
    case 'renamed':
      return notice.renamed(who, what, body.name);
    case 'described':
      return notice.described(who);
    case 'rulesChanged':
      return notice.rulesChanged(who);
    case 'banned':
      return notice.banned(who, names.object(body.member));
    case 'unbanned':
      return notice.unbanned(who, names.object(body.member));
    case 'muted':
      return (body.seconds > 0 ? notice.muted : notice.unmuted)(who, names.object(body.member));
    case 'appointed':
      return notice.owner(who, names.object(body.member));
    case 'locked':
      return notice.locked(who);
    case 'unlocked':
      return notice.unlocked(who);
    case 'ended':
      return notice.ended(who, what);
    case 'pinned':
      return notice.pinned(who);
    case 'unpinned':
      return notice.unpinned(who);
    case 'rekeyed':
      return notice.rekeyed(who);
    case 'ruled':
      return notice.newer;
    case 'keys':
    case 'message':
    case 'edit':
    case 'reaction':
    case 'deletion':
      return '';
  }
}

/** "Kofi, Zoë and 12 others joined · Ada left": what somebody did last counts. */
function movesText(moves: readonly NoticeItem[], names: Naming): string {
  const last = new Map(moves.map(({ sender, body }) => [sender, body.kind]));
  const say = (kind: 'joined' | 'left') => {
    const who = [...last.keys()].filter((uid) => last.get(uid) === kind).map((uid) => names.subject(uid));
    const isMe = (name: string) => name === MESSAGES.you;
    const ordered = [...who.filter(isMe), ...who.filter((name) => !isMe(name))];
    return who.length === 0 ? [] : notice[kind](listOf(ordered));
  };
  return [say('joined'), say('left')].flat().join(' · ');
}

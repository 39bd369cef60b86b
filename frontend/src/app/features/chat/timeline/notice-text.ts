import type { NoticeItem } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { isKnownBody } from '@parley/protocol/core';
import { listOf, MESSAGES } from '../../../shared/messages.ts';

const { notice } = MESSAGES;

interface Naming {
  subject(uid: Uuid): string;
  object(uid: Uuid): string;
}

/** The text for an entry that is not a message. */
export function noticeText({ sender, body }: NoticeItem, names: Naming): string {
  if (!isKnownBody(body)) return notice.newer;
  const who = names.subject(sender);
  switch (body.kind) {
    case 'created':
      return notice.created(who);
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
      return notice.renamed(who, body.name);
    case 'ended':
      return notice.ended(who);
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

import type { NoticeItem } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { listOf, MESSAGES } from '../../shared/messages.ts';

const { notice } = MESSAGES;

/** What an entry that is no message says about the conversation. */
export function noticeText({ sender, body }: NoticeItem, nameOf: (uid: Uuid) => string): string {
  const who = nameOf(sender);
  switch (body.kind) {
    case 'created':
      return notice.created(who);
    case 'added':
      return notice.added(who, listOf(body.members.map(nameOf)));
    case 'removed':
      return notice.removed(who, nameOf(body.member));
    case 'left':
      return notice.left(who);
    case 'roleChanged':
      return notice[body.role](who, nameOf(body.member));
    case 'renamed':
      return notice.renamed(who, body.name);
    case 'ended':
      return notice.ended(who);
    case 'pinned':
      return notice.pinned(who);
    case 'unpinned':
      return notice.unpinned(who);
    case 'message':
    case 'edit':
    case 'reaction':
    case 'deletion':
      return '';
  }
}

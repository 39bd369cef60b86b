import type { Conversation, HiddenItem, MessageItem, TimelineItem } from '@parley/client';
import type { ConversationDetails, MemberMark, Role, Uuid } from '@parley/protocol';
import { atom } from 'nanostores';

/** An opened conversation whose atoms a spec or the harness sets. */
export class FakeConversation implements Conversation {
  readonly id: Uuid;
  readonly peer = atom<Uuid | undefined>(undefined);
  readonly items = atom<readonly TimelineItem[]>([]);
  readonly older = atom<'none' | 'some' | 'loading' | 'failed'>('none');
  readonly newer = atom(false);
  readonly details = atom<ConversationDetails | undefined>(undefined);
  readonly typing = atom<readonly Uuid[]>([]);
  readAtOpening = 0;
  /** Messages that are not among the items. */
  readonly far = new Map<number, MessageItem | HiddenItem>();

  constructor(id: Uuid, items: readonly TimelineItem[] = []) {
    this.id = id;
    this.items.set(items);
    this.readAtOpening = items.at(-1)?.kind === 'message' ? Math.max(0, items.length - 3) : items.length;
  }

  append(item: TimelineItem): void {
    this.items.set([...this.items.get(), item]);
  }

  change(id: Uuid, change: (message: MessageItem) => MessageItem): void {
    this.items.set(
      this.items.get().map((item) => (item.kind === 'message' && item.id === id ? change(item) : item)),
    );
  }

  async loadOlder() {}
  async loadNewer() {}
  async showNewest() {}
  async reach(seq: number): Promise<boolean | undefined> {
    const shown = [...this.items.get(), ...this.far.values()].filter(({ kind }) => kind === 'message');
    return shown.some((item) => 'seq' in item && item.seq === seq);
  }
  async message(seq: number): Promise<MessageItem | HiddenItem | undefined> {
    return this.far.get(seq);
  }
  close() {}
}

export function detailsOf(
  conversation: Uuid,
  name: string,
  roles: ReadonlyMap<Uuid, Role>,
  head: number,
): ConversationDetails {
  const marks: MemberMark[] = [...roles.keys()].map((uid, index) => ({
    uid,
    delivered: head,
    read: Math.max(0, head - 5 * index),
  }));
  return {
    state: {
      conversation,
      type: 'group',
      name,
      visibility: 'private',
      protection: 'open',
      history: 'fromJoin',
      head,
      count: head,
      chain: `${'A'.repeat(43)}=`,
      ended: false,
      members: Object.fromEntries([...roles].map(([uid, role]) => [uid, { role, intervals: [{ from: 1 }] }])),
      pinned: head > 12 ? [4, 12] : [],
    },
    marks,
  };
}

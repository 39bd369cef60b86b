import { directConversationId, ParleyError, type Uuid } from '@parley/protocol';
import { computed } from 'nanostores';
import type { ChatClient } from './chat-client.ts';
import type { ChatDeps } from './chat-deps.ts';
import { ChatEngine } from './chat-engine.ts';
import { Drafts } from './conversations/drafts.ts';
import { createGroupCommands } from './conversations/group-commands.ts';
import { OpenedConversation } from './conversations/opened-conversation.ts';
import { TypingSender } from './conversations/typing-sender.ts';
import { unstartedDirect } from './conversations/unstarted-direct.ts';
import { preferencesOf } from './conversations/row.ts';
import { sha256 } from './crypto/sha256.ts';
import { createMessageCommands } from './outbox/message-commands.ts';
import type { StoredConversation } from './storage/stored-conversation.ts';

/** The chat of the user who is logged in. It reads its local copy and then connects. */
export function createChatClient(deps: ChatDeps): ChatClient {
  const engine = new ChatEngine(deps);
  const { me, api, known, opened, connection, outbox, people, heads, list } = engine;
  const { storage, clock, random } = engine.deps;
  const peers = new Map<Uuid, Uuid>();

  /** A conversation, brought into the local copy if it is a direct one that nobody has written to. */
  async function conversation(id: Uuid): Promise<StoredConversation> {
    await engine.loaded;
    const peer = peers.get(id);
    if (known.get(id) === undefined && peer !== undefined)
      for (const stored of await storage.saveHeads([unstartedDirect(id, peer, me.uid)])) known.put(stored);
    const stored = known.get(id);
    if (stored === undefined) throw new ParleyError('E_NOT_FOUND');
    return stored;
  }

  /** Whether there is nothing on the server to ask for: nobody has written yet, or the address leads nowhere. */
  function isUnknown(id: Uuid): boolean {
    return (known.get(id)?.head.head ?? 0) === 0;
  }

  function open(id: Uuid): OpenedConversation {
    const view: OpenedConversation = new OpenedConversation(id, {
      me: me.uid,
      peer: peers.get(id),
      storage,
      known,
      clock,
      log: () => engine.logs.of(id),
      outbox: () => outbox.items.get().filter((item) => item.conversation === id),
      isReady: () => engine.isReady(),
      isBlocked: (uid) => people.blocked.get().has(uid),
      details: async () => {
        if (isUnknown(id)) throw new ParleyError('E_NOT_FOUND');
        return api.call('conversation', { params: { conversation: id } });
      },
      need: (uids) => people.need(uids),
      closed: () => opened.remove(view),
      background: (task) => engine.background(task),
    });
    opened.add(view);
    if (peers.has(id)) engine.background(conversation(id));
    return view;
  }

  const saveDraft = async (id: Uuid, text: string) => {
    await conversation(id);
    known.put(await storage.saveDraft(id, text));
  };
  const drafts = new Drafts(clock, saveDraft, (task) => engine.background(task));
  const commands = createMessageCommands({
    outbox,
    conversation,
    seqOf: (id, message) =>
      opened
        .of(id)
        .map((view) => view.seqOf(message))
        .find((seq) => seq !== undefined),
  });
  const typing = new TypingSender(clock, (id) => connection.emit('typing', { conversation: id }));

  async function markRead(id: Uuid, seq: number): Promise<void> {
    const stored = await conversation(id);
    if (seq > stored.mark.read) known.put(await storage.mark(id, { read: Math.min(seq, stored.head.head) }));
    const items = outbox.items.get().filter((item) => item.conversation === id);
    if (preferencesOf(stored, items).unread) await commands.setPreferences(id, { unread: false });
  }

  async function close(): Promise<void> {
    await drafts.flush().catch(() => undefined);
    await engine.close();
  }

  return {
    me: computed(people.users, (users) => users.get(me.uid) ?? me),
    connection: connection.state,
    problem: engine.problem,
    conversations: list.rows,
    synced: heads.synced,
    unsent: computed(outbox.items, (items) => items.filter(({ task }) => task.kind === 'append').length),
    broken: engine.broken,
    people,
    groups: createGroupCommands({ api, random, clock, stored: (entry) => engine.receive(entry) }),
    directConversation: (uid) => {
      const id = directConversationId(sha256, me.uid, uid);
      peers.set(id, uid);
      return id;
    },
    open,
    ...commands,
    markRead: (id, seq) => engine.background(markRead(id, seq)),
    setDraft: (id, text) => drafts.set(id, text),
    draft: async (id) => {
      await engine.loaded;
      return drafts.unsaved(id) ?? known.get(id)?.draft ?? '';
    },
    typing: (id) => typing.typed(id),
    marks: (id) => opened.of(id)[0]?.details.get()?.marks ?? known.get(id)?.head.marks ?? [],
    onArrival: (listener) => engine.arrivals.listen(listener),
    command: async (name, text) =>
      (await connection.request('command', { name, ...(text !== undefined && { text }) })).text,
    networkLost: () => connection.networkLost(),
    wake: () => {
      connection.wake();
      if (engine.isReady()) heads.hurry();
    },
    close: async () => {
      await close();
      await storage.close();
    },
    destroy: async () => {
      await close();
      await storage.destroy();
    },
  };
}

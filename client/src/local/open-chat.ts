import type { Uuid } from '@parley/protocol';
import { localError } from '@parley/protocol/core';
import { computed } from 'nanostores';
import type { ChatClient } from '../ports/chat-client.ts';
import type { LocalDeps } from '../chat-deps.ts';
import type { ServerLoader } from '../ports/chat-server.ts';
import { createComposer } from './drafts/create-composer.ts';
import { isWithBlocked } from './conversations/is-hidden.ts';
import { heldMessage } from './timeline/held-message.ts';
import { createGroupCommands } from './conversations/group-commands.ts';
import { OpenedConversation } from './timeline/opened-conversation.ts';
import { unstartedDirect } from './conversations/unstarted-direct.ts';
import { preferencesOf } from './conversations/row.ts';
import { LocalChat } from './local-chat.ts';
import { createMessageCommands } from './outbox/message-commands.ts';
import type { StoredConversation } from '../model/stored-conversation.ts';

/**
 * The chat of the logged-in user, on its local copy. It can be read and written while the code that talks to the server
 * is still loading.
 */
export function openChat(deps: LocalDeps, loadServer: ServerLoader): ChatClient {
  const local = new LocalChat(deps, loadServer);
  const { me, known, opened, server, outbox, people, drafts } = local;
  const { storage, clock, random } = local.deps;
  const peers = new Map<Uuid, Uuid>();

  /** A conversation by id; adds a direct one to the local copy if it has no messages yet. */
  async function conversation(id: Uuid): Promise<StoredConversation> {
    await local.loaded;
    const peer = peers.get(id);
    if (known.get(id) === undefined && peer !== undefined)
      for (const stored of await storage.saveHeads([unstartedDirect(id, peer, me.uid)])) known.put(stored);
    const stored = known.get(id);
    if (stored === undefined) throw localError('E_NOT_FOUND');
    return stored;
  }

  /** Whether there is nothing to fetch: the conversation has no messages yet, or the address is wrong. */
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
      log: async () => (await server.reached()).log(id),
      outbox: () => outbox.items.get().filter((item) => item.conversation === id),
      isReady: () => local.isReady(),
      isBlocked: (uid) => people.blocked.get().has(uid),
      details: async () => {
        if (isUnknown(id)) throw localError('E_NOT_FOUND');
        return server.api.call('conversation', { params: { conversation: id } });
      },
      need: (uids) => people.need(uids),
      closed: () => opened.remove(view),
      background: (task) => local.background(task),
    });
    opened.add(view);
    if (peers.has(id)) local.background(conversation(id));
    return view;
  }

  const commands = createMessageCommands({
    outbox,
    conversation,
    held: (id, seq) => heldMessage(id, seq, { storage, outbox: outbox.items.get(), me: me.uid }),
    seqOf: (id, message) =>
      opened
        .of(id)
        .map((view) => view.seqOf(message))
        .find((seq) => seq !== undefined),
  });

  async function markRead(id: Uuid, seq: number): Promise<void> {
    const stored = await conversation(id);
    // While the peer is blocked, the read mark stays: their messages after it are hidden, on every device.
    const stays = isWithBlocked(stored, people.blocked.get());
    if (seq > stored.mark.read && !stays)
      known.put(await storage.mark(id, { read: Math.min(seq, stored.head.head) }));
    const items = outbox.items.get().filter((item) => item.conversation === id);
    if (preferencesOf(stored, items).unread) await commands.setPreferences(id, { unread: false });
  }

  async function close(): Promise<void> {
    await drafts.flush().catch(() => undefined);
    drafts.stop();
    await local.close();
  }

  return {
    me: computed(people.users, (users) => users.get(me.uid) ?? me),
    connection: local.connection,
    problem: local.problem,
    conversations: local.list.rows,
    synced: local.synced,
    unsent: computed(outbox.items, (items) => items.filter(({ task }) => task.kind === 'append').length),
    broken: local.broken,
    damaged: local.damaged,
    people,
    groups: createGroupCommands({
      api: server.api,
      random,
      clock,
      stored: (entry) => server.loaded?.receive(entry),
    }),
    meet: (id, peer) => void peers.set(id, peer),
    open,
    ...commands,
    markRead: (id, seq) => local.background(markRead(id, seq)),
    composer: (id) =>
      createComposer(id, {
        drafts,
        send: (content) => commands.send(id, content),
        edit: (target, content) => commands.edit(id, target, content),
      }),
    keepDrafts: () => local.background(drafts.flush()),
    typing: (id) => server.loaded?.typed(id),
    marks: (id) => opened.of(id)[0]?.details.get()?.marks ?? known.get(id)?.head.marks ?? [],
    onArrival: (listener) => local.arrivals.listen(listener),
    command: async (name, text) => (await server.reached()).command(name, text),
    settled: (ms) => outbox.settled(ms),
    networkLost: () => server.loaded?.networkLost(),
    wake: () => server.wake(),
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

import type { MemberMark, Uuid } from '@parley/protocol';
import { computed } from 'nanostores';
import { lateCode } from '../platform/late-code.ts';
import type { ChatClient, Conversation } from '../ports/chat-client.ts';
import type { ServerLoader } from '../ports/chat-server.ts';
import { ConversationLookup } from './conversations/conversation-lookup.ts';
import { createComposer } from './drafts/create-composer.ts';
import { LocalChat } from './local-chat.ts';
import type { LocalDeps } from './local-deps.ts';
import { createMessageCommands } from './outbox/message-commands.ts';
import { markRead } from './receipts/mark-read.ts';
import { OpenedConversation } from './timeline/opened-conversation.ts';

/**
 * The chat of the logged-in user, on its local copy. It can be read and written while the code that talks to the server
 * is still loading.
 */
export function openChat(deps: LocalDeps, loadServer: ServerLoader): ChatClient {
  const local = new LocalChat(deps, loadServer);
  const lookup = new ConversationLookup(local);
  const { me, storage, known, opened, outbox, server, people, drafts, arrivals } = local;
  const commands = createMessageCommands({ me, storage, outbox, opened, lookup });
  const reading = { storage, known, people, outbox, lookup, setPreferences: commands.setPreferences };
  const reports = lateCode(() => import('./reports/report-commands.ts'));
  const search = lateCode(() => import('./search/search-messages.ts'));
  return {
    ...stateOf(local),
    ...lifecycleOf(local),
    ...commands,
    people,
    groups: server.groups,
    rooms: () => server.rooms(),
    administration: () => server.administration(),
    machines: () => server.machines(),
    reports: async () => (await reports()).createReportCommands(local),
    search: async (...call) => (await search()).searchMessages(local, ...call),
    meet: (id, peer) => lookup.meet(id, peer),
    open: (id) => open(local, lookup, id),
    marks: (id) => marksIn(local, id),
    markRead: (id, seq) => local.background(markRead(reading, id, seq)),
    composer: (id) => createComposer(id, { drafts, commands }),
    keepDrafts: () => local.background(drafts.flush()),
    alarmsSeen: (...call) => server.alarmsSeen(...call),
    typing: (id) => server.typed(id),
    onArrival: (listener) => arrivals.listen(listener),
    command: (name, text, conversation) => server.command(name, text, conversation),
  };
}

function stateOf({ user, me, sink, problem, storage, list, outbox, people }: LocalChat) {
  return {
    me: computed(people.users, (users) => users.get(me) ?? user),
    connection: sink.connection,
    problem,
    unstored: storage.unstored,
    conversations: list.rows,
    synced: sink.synced,
    unsent: computed(outbox.items, (items) => items.filter(({ task }) => task.kind === 'append').length),
    broken: sink.brokenLogs,
    damaged: sink.damagedLogs,
    sealed: sink.sealed,
  };
}

function lifecycleOf(local: LocalChat) {
  const { server, drafts, storage } = local;
  async function stop(): Promise<void> {
    await drafts.flush().catch(() => undefined);
    drafts.stop();
    await local.close();
  }
  return {
    settled: (ms: number) => server.settled(ms),
    wake: () => server.wake(),
    networkLost: () => server.networkLost(),
    close: async () => {
      await stop();
      await storage.close();
    },
    destroy: async () => {
      await stop();
      await storage.destroy();
    },
  };
}

function open(local: LocalChat, lookup: ConversationLookup, id: Uuid): Conversation {
  const { me, storage, known, clock, server, outbox, people, opened, sink } = local;
  const peer = lookup.peerOf(id);
  const background = (task: Promise<unknown>) => local.background(task);
  const { sealed } = sink;
  const parts = { me, peer, storage, known, clock, server, outbox, people, sealed, background };
  const view: OpenedConversation = new OpenedConversation(id, {
    ...parts,
    closed: () => opened.remove(view),
  });
  opened.add(view);
  if (peer !== undefined) background(lookup.find(id));
  return view;
}

/** Of a conversation in view all marks are known, of another one those in its head. */
function marksIn({ opened, known }: LocalChat, id: Uuid): readonly MemberMark[] {
  return opened.of(id)[0]?.details.get()?.marks ?? known.get(id)?.head.marks ?? [];
}

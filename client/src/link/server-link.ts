import { needsNewerVersion, CodedError, type Entry, type Head, type Uuid } from '@parley/protocol';
import type { Groups, Rooms } from '../ports/chat-client.ts';
import type { ChatServer } from '../ports/chat-server.ts';
import { ChatConnection } from './connection/chat-connection.ts';
import { dispatch, type ServerEventListener } from './connection/server-events.ts';
import { TypingSender } from './typing-sender.ts';
import { createHttpApi } from '../http/http-api.ts';
import type { StreamingHttpApi } from '../ports/http-api.ts';
import type { LocalHalf } from '../ports/local-half.ts';
import type { SpareCopy } from '../ports/storage/lasting-storage.ts';
import { soleOwnership } from '../ports/outbox/outbox-ownership.ts';
import type { QueueStorage } from '../ports/storage/queue-storage.ts';
import { lastingLogs, lastingQueue } from './lasting-parts.ts';
import { sendItem } from './outbox/message-event.ts';
import type { OutboxItem } from '../model/outbox-item.ts';
import { LateSealing } from './opening/late-sealing.ts';
import { OpenedWindows } from './opening/opened-windows.ts';
import { Opening } from './opening/opening.ts';
import { Reopening } from './opening/reopening.ts';
import { plainPayloads } from './opening/plain-payloads.ts';
import type { SealingLink } from '../ports/sealing/sealing.ts';
import type { ServerDeps } from './server-deps.ts';
import { untilDone } from './until-done.ts';
import { outboxSettled } from './outbox/outbox-settled.ts';
import { OutboxSender } from './outbox/outbox-sender.ts';
import { MarkSender } from './marks/mark-sender.ts';
import { endsSession, type Credentials } from '../ports/credentials.ts';
import type { ConversationLog } from './sync/conversation-log.ts';
import { HeadsPoll } from './sync/heads-poll.ts';
import { ownKeysTeller } from './sync/own-keys-teller.ts';
import { LiveGate } from './sync/live-gate.ts';
import type { LogEvent } from '../model/log-event.ts';
import { Logs } from './sync/logs.ts';

/** Wires connection and synchronisation: checks what the server sends and passes it to the local half. */
export class ServerLink implements ChatServer {
  readonly api: StreamingHttpApi;
  readonly #local: LocalHalf;
  readonly #deps: ServerDeps;
  readonly #queue: QueueStorage;
  readonly #connection: ChatConnection;
  readonly #opening: Opening;
  readonly #reopening: Reopening;
  readonly #logs: Logs;
  readonly #heads: HeadsPoll;
  readonly #marks: MarkSender;
  readonly #typing: TypingSender;
  readonly #credentials: Credentials;
  readonly #sender: OutboxSender;
  readonly #sealing: LateSealing | undefined;
  readonly #gate = new LiveGate();
  #isClosed = false;

  constructor(local: LocalHalf, deps: ServerDeps) {
    const { credentials, transport, http } = deps;
    const late = deps.sealing && new LateSealing(deps.sealing, () => this.#sealingLink());
    const { opener = late ?? plainPayloads, sealer = late ?? plainPayloads } = deps;
    this.#sealing = late;
    this.#credentials = credentials;
    const { me, storage, known, sink, clock, random } = local;
    const windows = lastingLogs(storage, deps.windows);
    this.#deps = deps;
    this.#queue = lastingQueue(storage, deps.queue);
    const background = (task: Promise<unknown>) => local.background(task);
    this.#local = local;
    this.api = createHttpApi(http, {
      refused: (error) => {
        if (error.code === 'E_CLIENT_OUTDATED') credentials.outdated();
        if (endsSession(error.code)) credentials.ended(error.toWire());
      },
    });
    this.#connection = new ChatConnection(
      { transport, credentials, clock, random },
      {
        online: () => this.#heads.connected(),
        offline: () => this.#offline(),
        event: (name, payload) => dispatch[name](this.#events, payload),
      },
    );
    const connection = this.#connection;
    connection.state.listen((state) => sink.connectionChanged(state));
    this.#reopening = new Reopening({ opener, storage, windows, known, sink, clock, background });
    const reopening = this.#reopening;
    this.#opening = new Opening({ me, outbox: local.outbox, opener, reopening, clock, background });
    const opening = this.#opening;
    this.#logs = new Logs({
      reopening,
      me,
      storage,
      windows: new OpenedWindows(windows, opening),
      opener,
      known,
      clock,
      random,
      background,
      sync: (request) => connection.request('sync', request),
      changed: (conversation, event) => this.#logChanged(conversation, event),
      judged: (conversation, holds) => sink.judged(conversation, holds),
    });
    this.#heads = new HeadsPoll({
      opening,
      storage,
      known,
      logs: this.#logs,
      clock,
      background,
      heads: (request) => connection.request('heads', request),
      keys: ownKeysTeller(me, credentials),
      compared: () => this.#compared(),
      damaged: (conversations) => sink.damaged(conversations),
    });
    this.#marks = new MarkSender({
      clock,
      emit: (name, payload) => void connection.emit(name, payload),
      isSilent: (conversation) => local.isHidden(conversation),
    });
    this.#typing = new TypingSender(clock, (conversation) => connection.emit('typing', { conversation }));
    this.#sender = new OutboxSender({
      outbox: local.outbox,
      sealer,
      queue: this.#queue,
      clock,
      background,
      isReady: () => this.isReady(),
      isHeld: (conversation) => needsNewerVersion(known.get(conversation)?.head ?? {}),
      deliver: (item) => this.#deliver(item),
      probe: () => this.#probe(),
    });
    known.onChange((now) => this.#marks.changed(now));
  }

  async groups(): Promise<Groups> {
    const { createGroupCommands } = await import('./group-commands.ts');
    const { known, clock, random } = this.#local;
    const { api, stored } = this;
    return createGroupCommands({ api, random, clock, known, stored, signed: this.#sealing?.groups });
  }

  async rooms(): Promise<Rooms> {
    const { createRoomCommands } = await import('./room-commands.ts');
    const parts = { api: this.api, stored: this.stored, proving: this.#deps.proving };
    return createRoomCommands(this.#local, { ...parts, compare: () => this.#heads.now() });
  }

  readonly machines = async () => (await import('./machine-commands.ts')).createMachineCommands(this.api);
  readonly administration = async () => (await import('./administration.ts')).administrationOf(this.api);

  start(headsToken: string | undefined): void {
    this.#local.outbox.share(this.#deps.ownership ?? soleOwnership);
    this.#heads.useToken(headsToken);
    this.#reopening.start();
    this.#connection.start();
  }

  isReady(): boolean {
    return this.#gate.isOpen;
  }

  log(conversation: Uuid): ConversationLog {
    this.#sealing?.look(conversation);
    return this.#logs.of(conversation);
  }

  async spare(): Promise<SpareCopy> {
    const { clock } = this.#local;
    const spare = await untilDone(
      () => this.#deps.spare(this.#local),
      clock,
      () => this.#isClosed,
    );
    if (this.isReady()) this.#local.sink.ready();
    return spare;
  }

  settled(ms: number): Promise<void> {
    const { clock, outbox } = this.#local;
    return outboxSettled({ clock, items: outbox.items, isReady: () => this.isReady() }, ms);
  }

  send(): void {
    this.#sender.send();
  }

  /** From an event, or from the answer to a command. */
  #receive(entry: Entry): void {
    this.#gate.pass(() => {
      if (!this.#logs.receive(entry)) this.#heads.hurry();
    });
  }
  private stored = (entry: Entry): void => this.#receive(entry);
  typed = (conversation: Uuid): void => this.#typing.typed(conversation);
  alarmsSeen: ChatServer['alarmsSeen'] = (...call) => this.#sealing?.alarmsSeen(...call);
  keysOf: ChatServer['keysOf'] = async (id) => this.#sealing?.keysOf(id) ?? [];

  async command(...[name, text, conversation]: Parameters<ChatServer['command']>): Promise<string> {
    const said = { ...(text !== undefined && { text }), ...(conversation !== undefined && { conversation }) };
    return (await this.#connection.request('command', { name, ...said })).text;
  }

  wake(): void {
    this.#connection.wake();
    if (this.isReady()) this.#heads.hurry();
  }

  networkLost(): void {
    this.#connection.networkLost();
  }

  close(): void {
    this.#isClosed = true;
    this.#reopening.stop();
    this.#sealing?.close();
    this.#connection.close();
    this.#offline();
    this.#sender.stop();
  }

  async #deliver(item: OutboxItem): Promise<void> {
    if (item.task.kind === 'append') {
      this.#opening.own.sending(item);
      this.#receive(await sendItem(this.#connection, item));
      return;
    }
    const { conversation, task, key } = item;
    const head = await this.api.call('preferences', { params: { conversation }, body: task.preferences });
    await this.#saveHead(head);
    await this.#queue.finish(key);
    await this.#local.outbox.reload();
  }

  /** Sends a harmless question the same way as messages. Any answer will do. */
  async #probe(): Promise<void> {
    try {
      await this.#connection.request('command', { name: 'ping' });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  }

  #compared(): void {
    const first = !this.isReady();
    this.#local.sink.compared();
    if (first) this.#gate.open();
    this.#marks.compared(this.#local.known.all());
    if (!first) return;
    this.#sealing?.connected();
    this.#sender.connected();
    this.#local.sink.ready();
  }

  #offline(): void {
    this.#gate.close();
    this.#heads.disconnected();
    this.#logs.disconnected();
    this.#marks.disconnected();
    this.#local.sink.offline();
  }

  async #sealingLink(): Promise<SealingLink> {
    const { sealingLink } = await import('./opening/sealing-link.ts');
    return sealingLink(this.#local, {
      api: this.api,
      connection: this.#connection,
      logs: this.#logs,
      heads: this.#heads,
      receive: (entry) => this.#receive(entry),
    });
  }

  #logChanged(conversation: Uuid, event: LogEvent): void {
    this.#local.sink.logChanged(conversation, event);
    this.#sealing?.logChanged(conversation, event);
    if (event.kind === 'diverged') this.#heads.startOver();
  }

  readonly #events: ServerEventListener = {
    entry: (entry) => this.#receive(entry),
    head: (head) => this.#gate.pass(() => this.#local.background(this.#takeHead(head))),
    marks: ({ conversation, marks }) =>
      this.#gate.pass(() => this.#local.background(this.#local.sink.marksMoved(conversation, marks))),
    presence: (batch) => this.#local.sink.presenceChanged(batch),
    typing: (typing) => this.#local.sink.typing(typing),
    keyLogGrown: (uid, seq) => this.#credentials.keyLogGrown?.(uid, seq),
    vaultChanged: (version) => this.#credentials.vaultChanged?.(version),
  };

  async #takeHead(head: Head): Promise<void> {
    await this.#saveHead(head);
    await this.#logs.of(head.conversation).catchUp();
  }

  async #saveHead(head: Head): Promise<void> {
    const { storage, known } = this.#local;
    await this.#opening.heads([head], async (opened) => {
      for (const stored of await storage.saveHeads(opened)) known.put(stored);
    });
  }
}

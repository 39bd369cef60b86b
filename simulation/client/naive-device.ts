import type { Connection, Transport } from '@parley/client';
import { encodeContent, SyncPage, TIMING, Entry, type Payload, type User, type Uuid } from '@parley/protocol';
import type { DeviceFacts, Intent } from '../checker/facts.ts';
import { simulatedTransport } from '../network/simulated-transport.ts';
import { Process } from '../world/process.ts';
import type { SeededRandom } from '../world/seeded-random.ts';
import type { Device } from './device.ts';
import type { DeviceDeps } from './device-deps.ts';

/**
 * Mistakes of a naive client; `nothing` shows that only the mistakes are caught.
 * - `new ids`: a retry is a new command to the server.
 * - `no retries`: a message not acknowledged at once is forgotten.
 * - `no gap detection`: entries are appended as they come, even if earlier ones are missing.
 * - `no comparison`: entries that it has already are appended once more.
 */
export type Naivety = 'nothing' | 'new ids' | 'no retries' | 'no gap detection' | 'no comparison';

interface Sending extends Intent {
  readonly id: Uuid;
  readonly payload: Payload;
}

const RECONNECT_MS = 500;

/** A first attempt at a client. Its copy survives a crash; only its logic is naive. */
export class NaiveDevice implements Device {
  readonly name: string;
  readonly uid: Uuid;
  onlineSince: number | undefined;
  readonly #deps: DeviceDeps;
  readonly #naivety: Naivety;
  readonly #random: SeededRandom;
  readonly #entries = new Map<Uuid, Entry[]>();
  readonly #intents: Intent[] = [];
  #queue: Sending[] = [];
  #process: Process;
  #connection: Connection | undefined;

  constructor(deps: DeviceDeps, user: User, naivety: Naivety) {
    this.name = user.username;
    this.uid = user.uid;
    this.#deps = deps;
    this.#naivety = naivety;
    this.#random = deps.random.fork();
    this.#process = new Process(deps.clock);
  }

  start(): void {
    if (this.#connection === undefined) this.#connect();
  }

  crash(downFor: number): void {
    this.#process.kill();
    this.#lost();
    this.#process = new Process(this.#deps.clock);
    this.#process.setTimeout(() => this.start(), downFor);
  }

  say(conversation: Uuid, text: string): Promise<void> {
    this.#intents.push({ conversation, text });
    const payload = encodeContent({ type: 'text', text });
    this.#queue.push({ conversation, text, id: this.#random.uuid(), payload });
    if (this.#queue.length === 1) void this.#sendNext();
    return Promise.resolve();
  }

  facts(): DeviceFacts {
    const windows = [...this.#entries].map(([conversation, entries]) => ({
      conversation,
      first: entries[0]?.seq ?? 1,
      last: entries.at(-1)?.seq ?? 0,
      entries,
      hidden: [],
    }));
    const outbox = this.#queue.map(({ text }) => ({ text, waiting: true }));
    return { name: this.name, uid: this.uid, windows, intents: this.#intents, outbox };
  }

  #connect(): void {
    const transport: Transport = simulatedTransport(this.#deps.network, this.#process);
    const again = () => {
      this.#lost();
      this.#process.setTimeout(() => this.start(), RECONNECT_MS);
    };
    const mine = (act: () => void) => () => this.#connection === connection && act();
    const connection = transport.connect(() => this.uid, {
      opened: mine(() => this.#opened()),
      refused: mine(again),
      closed: mine(again),
      event: (name, payload) => {
        if (name === 'response') this.#received(Entry.parse(payload));
      },
    });
    this.#connection = connection;
    this.#process.setTimeout(
      mine(() => this.onlineSince === undefined && again()),
      TIMING.authenticate,
    );
  }

  #opened(): void {
    this.onlineSince = this.#deps.clock.now();
    for (const conversation of this.#deps.conversations) void this.#catchUp(conversation);
    void this.#sendNext();
  }

  #lost(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.onlineSince = undefined;
  }

  async #sendNext(): Promise<void> {
    const [next] = this.#queue;
    const connection = this.#connection;
    if (next === undefined || connection === undefined || this.onlineSince === undefined) return;
    if (this.#naivety === 'no retries') this.#queue.shift();
    const id = this.#naivety === 'new ids' ? this.#random.uuid() : next.id;
    const { conversation, payload } = next;
    const request = { conversation, id, body: { kind: 'message' }, payload } as const;
    this.#overdueCloses(connection, next);
    const response = responseIn(await connection.request('groupMessage', request));
    if (response === undefined) return;
    this.#received(Entry.parse(response));
    this.#queue = this.#queue.filter((other) => other !== next);
    void this.#sendNext();
  }

  #overdueCloses(connection: Connection, sending: Sending): void {
    this.#process.setTimeout(() => {
      if (this.#connection !== connection || this.#queue[0] !== sending) return;
      this.#lost();
      this.start();
    }, TIMING.acknowledge);
  }

  async #catchUp(conversation: Uuid): Promise<void> {
    const seq = this.#entries.get(conversation)?.at(-1)?.seq ?? 0;
    if (seq > 0 && this.#naivety === 'no gap detection') return;
    const request = { direction: 'after', conversation, seq, limit: 200 } as const;
    const response = responseIn(await this.#connection?.request('sync', request));
    if (response !== undefined) for (const entry of SyncPage.parse(response).entries) this.#received(entry);
  }

  #received(entry: Entry): void {
    const held = this.#entries.get(entry.conversation) ?? [];
    this.#entries.set(entry.conversation, held);
    const next = (held.at(-1)?.seq ?? 0) + 1;
    if (entry.seq < next && this.#naivety !== 'no comparison') return;
    if (entry.seq > next && this.#naivety !== 'no gap detection')
      return void this.#catchUp(entry.conversation);
    held.push(entry);
  }
}

/** The entry in an acknowledgement, undefined if it refuses. */
function responseIn(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null && 'response' in answer ? answer.response : undefined;
}

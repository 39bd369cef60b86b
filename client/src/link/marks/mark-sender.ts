import {
  type EventRequest,
  LIMITS,
  type Mark,
  TIMING,
  type ToldEventName,
  type Uuid,
} from '@parley/protocol';
import type { Cancel, Clock } from '../../ports/clock.ts';
import type { StoredConversation } from '../../model/stored-conversation.ts';

/** Marks of direct conversations wait this long for a batch to fill; those of groups wait for `TIMING.marksMerge`. */
const DIRECT_MS = 50;
/** If the server's heads lack a mark, it is sent again at most this many times per connection. */
const ATTEMPTS = 3;

interface MarkDeps {
  readonly clock: Clock;
  emit<Name extends ToldEventName>(name: Name, payload: EventRequest<Name>): void;
  /** Whether marks of a conversation are kept back because its peer is blocked. */
  isSilent(conversation: StoredConversation): boolean;
}

/** Reports to the server how far this user has received and read. There is no acknowledgement: lost reports are repeated. */
export class MarkSender {
  readonly #deps: MarkDeps;
  readonly #waiting = new Map<Uuid, StoredConversation>();
  readonly #sent = new Map<Uuid, { readonly mark: Mark; readonly attempts: number }>();
  readonly #timers = new Map<number, Cancel>();
  #connected = false;

  constructor(deps: MarkDeps) {
    this.#deps = deps;
  }

  /** The heads were compared: from now on marks are sent, and missing ones repeated. */
  compared(conversations: Iterable<StoredConversation>): void {
    const again = [...this.#sent.keys()];
    const first = !this.#connected;
    this.#connected = true;
    for (const conversation of conversations)
      if (first || again.includes(conversation.id)) this.#check(conversation, first ? 0 : 1);
  }

  disconnected(): void {
    this.#connected = false;
    this.#sent.clear();
    this.#waiting.clear();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  /** A conversation changed, perhaps also its marks. */
  changed(conversation: StoredConversation): void {
    if (this.#connected) this.#check(conversation, 0);
  }

  #check(conversation: StoredConversation, repeat: 0 | 1): void {
    const { id, mark, head } = conversation;
    if (isBehind(head.mark, mark)) {
      const sent = this.#sent.get(id);
      const attempts = (sent?.attempts ?? 0) + repeat;
      const news = sent === undefined || isBehind(sent.mark, mark);
      if (news || (repeat === 1 && attempts < ATTEMPTS)) this.#queue(conversation, news ? 0 : attempts);
    } else this.#sent.delete(id);
  }

  #queue(conversation: StoredConversation, attempts: number): void {
    if (this.#deps.isSilent(conversation)) return;
    this.#waiting.set(conversation.id, conversation);
    this.#sent.set(conversation.id, { mark: conversation.mark, attempts });
    const delay = conversation.head.type === 'direct' ? DIRECT_MS : TIMING.marksMerge;
    if (this.#timers.has(delay)) return;
    this.#timers.set(
      delay,
      this.#deps.clock.setTimeout(() => this.#flush(delay), delay),
    );
  }

  #flush(delay: number): void {
    this.#timers.delete(delay);
    const due = [...this.#waiting.values()].filter(
      ({ head }) => (head.type === 'direct') === (delay === DIRECT_MS),
    );
    for (const { id } of due) this.#waiting.delete(id);
    this.#emit('delivered', due);
    this.#emit('read', due);
  }

  #emit(name: 'delivered' | 'read', conversations: readonly StoredConversation[]): void {
    const marks = conversations
      .filter(({ mark, head }) => mark[name] > head.mark[name])
      .map(({ id, mark }) => ({ conversation: id, seq: mark[name] }));
    for (let start = 0; start < marks.length; start += LIMITS.marksBatch)
      this.#deps.emit(name, { marks: marks.slice(start, start + LIMITS.marksBatch) });
  }
}

/** Whether the server's mark lags behind this user's own. */
function isBehind(theirs: Mark, own: Mark): boolean {
  return theirs.delivered < own.delivered || theirs.read < own.read;
}

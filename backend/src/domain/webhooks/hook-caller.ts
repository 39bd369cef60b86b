import { decodeContent, type ConversationState, type Entry, type User, type Uuid } from '@parley/protocol';
import { record } from '../audit/record.ts';
import type { Context } from '../context.ts';
import type { Appended } from '../log/next-entry.ts';
import { isMachine } from '../users/is-machine.ts';
import { hookStanding, UNBACKED, type HookStanding } from './hook-standing.ts';
import { LoopGuard } from './loop-guard.ts';
import { matchedWord, saidWords, waitsForWords } from './matched-word.ts';
import type { OutgoingHook } from './stored-hook.ts';

/** Requests of one webhook that wait. */
const WAITING = 1_000;

export type CallerContext = Pick<Context, 'conversations' | 'hooks' | 'users' | 'audit' | 'random' | 'clock'>;

/** A message that a webhook may wait for. */
interface Said {
  readonly entry: Entry;
  readonly text: string;
  readonly name: ConversationState['name'];
}

/**
 * Hears as a publisher what is said, and queues what outgoing webhooks wait for. What this server stored it hears, and no other does.
 */
export class HookCaller {
  readonly #context: CallerContext;
  readonly #failed: (error: unknown) => void;
  readonly #loops = new LoopGuard();
  #known: ReadonlyMap<Uuid, OutgoingHook> = new Map();
  /** By conversation. */
  #hooks: ReadonlyMap<Uuid, readonly OutgoingHook[]> = new Map();

  /** @param failed reports what could not be queued */
  constructor(context: CallerContext, failed: (error: unknown) => void) {
    this.#context = context;
    this.#failed = failed;
  }

  /** Learns of webhooks that were made or revoked, on any server. */
  async tick(): Promise<void> {
    this.#loops.tick(this.#context.clock());
    const outgoing = await this.#context.hooks.outgoing();
    const isKnown = ({ id, createdBy }: (typeof outgoing)[number]) =>
      this.#known.get(id)?.createdBy === createdBy;
    if (outgoing.length === this.#known.size && outgoing.every(isKnown)) return;
    const known = new Map<Uuid, OutgoingHook>();
    for (const one of outgoing) {
      // Nothing else of it ever changes: it is read once.
      const hook = isKnown(one) ? this.#known.get(one.id) : await this.#context.hooks.find(one.id);
      if (hook?.kind === 'outgoing') known.set(one.id, hook);
    }
    this.#known = known;
    this.#hooks = Map.groupBy(known.values(), ({ conversation }) => conversation);
  }

  /** As a publisher. */
  appended({ entry, state }: Pick<Appended, 'entry' | 'state'>): void {
    const hooks = this.#hooks.get(entry.conversation);
    if (hooks === undefined || entry.body.kind !== 'message' || entry.payload?.kind !== 'plain') return;
    const content = decodeContent(entry.payload);
    if (content?.type !== 'text') return;
    const said = { entry, text: content.text, name: state.name };
    this.#call(hooks, said).catch(this.#failed);
  }

  async #call(hooks: readonly OutgoingHook[], said: Said): Promise<void> {
    const words = hooks.some((hook) => waitsForWords(hook.words)) ? saidWords(said.text) : new Set<string>();
    const matched = hooks.flatMap((hook) => {
      const word = matchedWord(words, hook.words);
      return word === undefined ? [] : [{ hook, word }];
    });
    if (matched.length === 0) return;
    const { users } = this.#context;
    const [sender] = await users.byUid([said.entry.sender]);
    if (sender !== undefined && isMachine(sender) && !(await this.#mayCall(hooks, said.entry))) return;
    const standings = await this.#standings(matched.map(({ hook }) => hook));
    for (const { hook, word } of matched) {
      const standing = standings.get(hook.createdBy);
      if (standing === 'good') await this.#queue(hook, bodyOf(said, hook, word, sender));
      else if (standing === 'unbacked') await this.#note(hook, UNBACKED);
    }
  }

  /** By who made them: all are of one conversation. */
  async #standings(hooks: readonly OutgoingHook[]): Promise<ReadonlyMap<Uuid, HookStanding>> {
    const standings = new Map<Uuid, HookStanding>();
    for (const hook of new Map(hooks.map((each) => [each.createdBy, each])).values())
      standings.set(hook.createdBy, await hookStanding(this.#context, hook));
    return standings;
  }

  async #note({ id }: OutgoingHook, message: string): Promise<void> {
    const { hooks, clock } = this.#context;
    await hooks.note(id, { kind: 'error', time: clock(), message });
  }

  async #mayCall(hooks: readonly OutgoingHook[], { conversation }: Entry): Promise<boolean> {
    const now = this.#context.clock();
    const answer = this.#loops.take(conversation, now);
    if (answer !== 'cut') return answer === 'yes';
    const message = 'Machines answered one another without end: cut for ten minutes.';
    for (const hook of hooks) await this.#note(hook, message);
    await record(this.#context, { kind: 'hook_cut', details: { conversation } });
    return false;
  }

  async #queue(hook: OutgoingHook, body: object): Promise<void> {
    const { hooks, random, clock } = this.#context;
    const [id, dueAt] = [random.uuid(), clock()];
    const delivery = { id, hook: hook.id, body: JSON.stringify({ id, ...body }), attempts: 0, dueAt };
    if (await hooks.queue(delivery, WAITING)) return;
    await this.#note(hook, 'Too many requests wait to be sent.');
  }
}

/** What the other end gets. */
function bodyOf({ entry, text, name }: Said, hook: OutgoingHook, word: string, sender: User | undefined) {
  const { seq, time } = entry;
  const { username, displayName } = sender ?? {};
  const machine = sender !== undefined && isMachine(sender);
  return {
    hook: { id: hook.id, name: hook.name },
    conversation: { id: entry.conversation, name },
    message: { id: entry.id, seq, time, text },
    sender: { uid: entry.sender, username, displayName, machine },
    word,
  };
}

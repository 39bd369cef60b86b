import {
  bytesOf,
  chainAfter,
  CHAIN_START,
  currentEpoch,
  decodeEnvelope,
  decodeHeader,
  fold,
  handBundle,
  isBundle,
  ParleyError,
  payloadHash,
  refusalByRole,
  type Body,
  type ConversationState,
  type EnvelopeHeader,
  type Entry,
  type Payload,
  type Uuid,
} from '@parley/protocol';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { sha256 } from '../../src/crypto/sha256.ts';
import type { HandedEntry } from '../../src/model/sealing/handed-entry.ts';
import type { EpochPlace } from '../../src/ports/sealing/sealed-logs.ts';

export interface SealedAppend {
  readonly id: Uuid;
  readonly body: Body;
  readonly payload: Payload;
}

/** Logs of sealed conversations, with the rules that keep epochs and rosters apart. It looks into no payload. */
export class SealedServer {
  readonly logs = new Map<Uuid, Entry[]>();
  readonly listeners = new Set<(conversation: Uuid) => void>();
  /** Appends that it answers with, in place of what the rules say. */
  readonly answers: (() => void)[] = [];
  /** Direct conversations, by their ids: they begin with the first keys. */
  readonly directs = new Map<Uuid, readonly Uuid[]>();
  /** The folds after each entry. */
  readonly #states = new Map<Uuid, ConversationState[]>();
  /** Requests for keys so far. */
  asked = 0;

  state(conversation: Uuid, to = Number.POSITIVE_INFINITY): ConversationState | undefined {
    const states = this.#states.get(conversation) ?? [];
    return states[Math.min(to, states.length) - 1];
  }

  /** @throws ParleyError */
  append(sender: Uuid, conversation: Uuid, { id, body, payload }: SealedAppend): Entry {
    this.answers.shift()?.();
    this.#begin(sender, conversation);
    const log = this.logs.get(conversation) ?? [];
    const repeat = log.find((entry) => entry.sender === sender && entry.id === id);
    if (repeat !== undefined) return sameOrRefused(repeat, payload);
    const state = this.state(conversation);
    const code = state && (refusalByRole(state, sender, body) ?? refusalByEpoch(state, log, body, payload));
    if (code !== undefined) throw new ParleyError(code);
    return this.#store({ conversation, sender, id, body, payload });
  }

  /** A lying server begins a log anew, by an entry of its own. */
  rewrite(said: Omit<Entry, 'seq' | 'time' | 'count' | 'chain'>): void {
    this.logs.delete(said.conversation);
    this.#states.delete(said.conversation);
    this.#store(said);
  }

  /** It comes back from a backup, without what followed an entry. */
  lose(conversation: Uuid, seq: number): void {
    this.logs.set(conversation, (this.logs.get(conversation) ?? []).slice(0, seq));
    this.#states.set(conversation, (this.#states.get(conversation) ?? []).slice(0, seq));
  }

  /** A direct conversation is created by the server, without a signature. */
  #begin(sender: Uuid, conversation: Uuid): void {
    const pair = this.directs.get(conversation);
    if (pair === undefined || this.logs.has(conversation)) return;
    const members = pair.map((uid) => ({ uid, role: 'member' }) as const);
    const common = { visibility: 'private', protection: 'sealed', history: 'fromJoin' } as const;
    const body: Body = { kind: 'created', type: 'direct', ...common, members };
    this.#store({ conversation, sender, id: conversation, body });
  }

  #store(said: Omit<Entry, 'seq' | 'time' | 'count' | 'chain'>): Entry {
    const { conversation, body } = said;
    const log = this.logs.get(conversation) ?? [];
    const before = log.at(-1);
    const link = {
      ...{ ...said, seq: log.length + 1, time: 1_000 + log.length },
      count: (before?.count ?? 0) + (body.kind === 'message' ? 1 : 0),
    };
    const entry = { ...link, chain: chainAfter(sha256, before?.chain ?? CHAIN_START, link) };
    this.logs.set(conversation, [...log, entry]);
    const states = this.#states.get(conversation) ?? [];
    this.#states.set(conversation, [...states, fold(states.at(-1), entry)]);
    for (const listener of this.listeners) listener(conversation);
    return entry;
  }

  /** The entries up to one, as they travel: `keys` without what is in them. */
  page(conversation: Uuid, to: number): readonly Entry[] {
    const log = this.logs.get(conversation) ?? [];
    return log.slice(0, to).map((entry) => (entry.body.kind === 'keys' ? withoutKeys(entry) : entry));
  }

  /** What holds a record for somebody, with their part of it. */
  keys(uid: Uuid, wanted: readonly EpochPlace[]): readonly HandedEntry[] {
    this.asked++;
    return wanted.flatMap(({ conversation, epoch }) =>
      (this.logs.get(conversation) ?? []).flatMap((entry) => handed(entry, epoch, uid) ?? []),
    );
  }
}

function sameOrRefused(entry: Entry, payload: Payload): Entry {
  const stored = entry.payload;
  if (stored !== undefined && 'bytes' in stored && stored.bytes === payload.bytes) return entry;
  throw new ParleyError('E_MESSAGE_ID_REUSED');
}

function withoutKeys(entry: Entry): Entry {
  if (entry.payload?.kind !== 'sealed') return entry;
  return {
    ...entry,
    payload: { kind: 'elsewhere', was: 'sealed', hash: payloadHash(sha256, entry.payload) },
  };
}

function handed(entry: Entry, epoch: number, uid: Uuid): HandedEntry | undefined {
  const { body, payload } = entry;
  if (payload?.kind !== 'sealed' || (body.kind !== 'keys' && body.kind !== 'added')) return undefined;
  const signed = decodeEnvelope(bytesOf(payload.bytes));
  const { envelope } = signed;
  if (!isBundle(envelope) || envelope.from > epoch || envelope.header.epoch < epoch) return undefined;
  const bundle = handBundle(sha256, signed, uid);
  return bundle && { entry: withoutKeys(entry), bundle };
}

function refusalByEpoch(state: ConversationState, log: readonly Entry[], body: Body, payload: Payload) {
  const header = decodeHeader(bytesOf(payload.bytes).subarray(0, 188));
  const chain = header.log.seq === 0 ? CHAIN_START : log[header.log.seq - 1]?.chain;
  const fits = chain === uint8ArrayToBase64(header.log.chain) && isInEpoch(state, header, body);
  return fits ? undefined : 'E_KEY_EPOCH';
}

function isInEpoch(state: ConversationState, { log }: EnvelopeHeader, body: Body): boolean {
  const { epoch, roster = 0 } = state;
  const isFirstOfDirect = state.type === 'direct' && state.head === 1 && log.seq === 0;
  const hasSeen = log.seq >= roster || isFirstOfDirect;
  const current = currentEpoch(state);
  switch (body.kind) {
    case 'keys':
      if (body.part === 1) return hasSeen && body.roster === roster && body.epoch === (epoch?.epoch ?? 0) + 1;
      return epoch?.roster === roster && epoch.commitment === body.commitment && epoch.part + 1 === body.part;
    case 'message':
    case 'edit':
    case 'reaction':
      return current?.epoch === body.epoch && log.seq >= (current?.lastPart ?? 0);
    case 'added':
      return hasSeen && (body.epoch === undefined || body.epoch === current?.epoch);
    default:
      return hasSeen;
  }
}

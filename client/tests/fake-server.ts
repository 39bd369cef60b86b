import {
  chainAfter,
  CHAIN_START,
  currentMembers,
  encodeContent,
  ERRORS,
  fold,
  type Body,
  type ConversationState,
  type Entry,
  type ErrorCode,
  type Head,
  type MemberMark,
  type Preferences,
  type Range,
  type SearchPage,
  type SearchRequest,
  type StoredPayload,
  type SyncPage,
  type SyncRequest,
  type User,
  type Uuid,
} from '@parley/protocol';
import { floorOf } from '../src/model/members-marks.ts';
import { sha256 } from '../src/crypto/sha256.ts';

export const user = (n: number): User => ({
  uid: `${String(n).repeat(8)}-0000-4000-8000-000000000000`,
  username: `user${n}`,
  displayName: `User ${n}`,
  about: '',
  admin: false,
  removed: false,
});

interface Append {
  readonly conversation: Uuid;
  readonly sender: Uuid;
  readonly id: Uuid;
  readonly body: Entry['body'];
  readonly payload?: StoredPayload | undefined;
}

const NO_PREFERENCES: Preferences = { muted: false, archived: false, unread: false };

/** Logs with the rules that clients rely on, and none of the others: enough of a server for one test at a time. */
export class FakeServer {
  readonly logs = new Map<Uuid, Entry[]>();
  readonly marks = new Map<Uuid, MemberMark[]>();
  readonly preferences = new Map<Uuid, Preferences>();
  readonly blocked: Uuid[] = [];
  /** From any room. */
  readonly banned: Uuid[] = [];
  /** Entries of these are missing. */
  readonly damaged = new Set<Uuid>();
  readonly users: readonly User[] = [1, 2, 3].map(user);
  readonly listeners = new Set<(entry: Entry) => void>();
  readonly markListeners = new Set<(conversation: Uuid, mark: MemberMark) => void>();
  /** What the user may not read. */
  readonly hidden = new Map<Uuid, { readonly from: number; readonly to: number }>();
  /** The last entry that the index of searches knows, if it is behind. */
  indexed: number | undefined;
  /** Codes that the next commands are refused with. */
  readonly refusals: ErrorCode[] = [];
  #changes: Uuid[] = [];
  #ids = 0;

  newId(): Uuid {
    return `00000000-0000-4000-8000-${String(++this.#ids).padStart(12, '0')}`;
  }

  group(members: readonly User[]): Uuid {
    const conversation = this.newId();
    const [owner] = members;
    if (owner === undefined) throw new Error('a group needs an owner');
    const body: Body = {
      kind: 'created',
      type: 'group',
      name: 'Group',
      visibility: 'private',
      protection: 'open',
      members: members.map(({ uid }) => ({ uid, role: 'owner' })),
      history: 'fromJoin',
    };
    this.append({ conversation, sender: owner.uid, id: this.newId(), body });
    return conversation;
  }

  room(owner: User, name = 'Room', conversation = this.newId()): Uuid {
    this.append({ conversation, sender: owner.uid, id: this.newId(), body: roomBody(owner.uid, name) });
    return conversation;
  }

  /** Who is in a room stands in its log only. */
  membersOf(conversation: Uuid): readonly Uuid[] {
    const members = new Set<Uuid>();
    for (const { sender, body } of this.logs.get(conversation) ?? []) {
      if (body.kind === 'created' || body.kind === 'joined') members.add(sender);
      if (body.kind === 'left') members.delete(sender);
    }
    return [...members];
  }

  say(conversation: Uuid, sender: User, text: string): Entry {
    const payload = encodeContent({ type: 'text', text });
    return this.append({
      conversation,
      sender: sender.uid,
      id: this.newId(),
      body: { kind: 'message' },
      payload,
    });
  }

  append({ conversation, sender, id, body, payload }: Append): Entry {
    const log = this.logs.get(conversation) ?? [];
    const repeat = log.find((entry) => entry.sender === sender && entry.id === id);
    if (repeat !== undefined) return repeat;
    const before = log.at(-1);
    const link = {
      conversation,
      seq: (before?.seq ?? 0) + 1,
      id,
      sender,
      time: 1_000 + log.length,
      count: (before?.count ?? 0) + (body.kind === 'message' ? 1 : 0),
      body,
      ...(payload !== undefined && { payload }),
    };
    const entry = { ...link, chain: chainAfter(sha256, before?.chain ?? CHAIN_START, link) };
    this.logs.set(conversation, [...log, entry]);
    this.#changes.push(conversation);
    for (const listener of this.listeners) listener(entry);
    return entry;
  }

  /** As if restored from a backup made when the log ended at `seq`. */
  restore(conversation: Uuid, seq: number): void {
    this.logs.set(conversation, (this.logs.get(conversation) ?? []).slice(0, seq));
    this.#changes.push(conversation);
  }

  state(conversation: Uuid): ConversationState | undefined {
    return this.logs
      .get(conversation)
      ?.reduce<ConversationState | undefined>((state, entry) => fold(state, entry), undefined);
  }

  mark(conversation: Uuid, mark: MemberMark): void {
    const others = (this.marks.get(conversation) ?? []).filter(({ uid }) => uid !== mark.uid);
    this.marks.set(conversation, [...others, mark]);
    this.#changes.push(conversation);
    for (const listener of this.markListeners) listener(conversation, mark);
  }

  markOf(conversation: Uuid, uid: Uuid): MemberMark {
    const found = this.marks.get(conversation)?.find((mark) => mark.uid === uid);
    return found ?? { uid, delivered: 0, read: 0 };
  }

  heads(me: Uuid, token = '0') {
    const changed = new Set(this.#changes.slice(Number(token)));
    const damaged = [...changed].filter((id) => this.damaged.has(id));
    const well = [...changed].filter((id) => !this.damaged.has(id));
    const heads = well.flatMap((id) => this.head(id, me) ?? []);
    const next = String(this.#changes.length);
    return { heads, token: next, more: false, ...(damaged.length > 0 && { damaged }) };
  }

  head(conversation: Uuid, me: Uuid): Head | undefined {
    const state = this.state(conversation);
    const log = this.logs.get(conversation);
    const isRoom = state?.memberCount !== undefined;
    if (isRoom && !this.membersOf(conversation).includes(me)) return undefined;
    const member = state?.members[me] ?? (isRoom ? { role: 'member', intervals: [] } : undefined);
    if (state === undefined || member === undefined || log === undefined) return undefined;
    const { invitedBy, intervals } = { invitedBy: undefined, ...member };
    const members = isRoom ? this.membersOf(conversation) : currentMembers(state);
    const marks = members.map((uid) => this.markOf(conversation, uid));
    const { delivered, read } = this.markOf(conversation, me);
    const last = log.findLast(({ body }) => body.kind === 'message');
    const unread = log.filter(
      ({ body, sender, seq }) => body.kind === 'message' && sender !== me && seq > read,
    );
    const { type, name, look, rules, visibility, protection, head, chain, count, ended, laterKinds } = state;
    const peer = currentMembers(state).find((uid) => uid !== me);
    return {
      conversation,
      type,
      ...(name !== undefined && { name }),
      ...(look !== undefined && { look }),
      ...(rules !== undefined && { rules }),
      visibility,
      protection,
      ...(type === 'direct' && peer !== undefined && { peer }),
      head,
      chain,
      count,
      readable: [{ from: 1 }],
      role: isRoom ? member.role : 'member',
      memberCount: marks.length,
      ...(type === 'group' &&
        invitedBy !== undefined && { invitation: { by: invitedBy, seq: intervals.at(-1)?.from ?? 1 } }),
      ended,
      ...(laterKinds !== undefined && { laterKinds }),
      ...(last !== undefined && { last }),
      mark: { delivered, read },
      unread: unread.length,
      floor: floorOf(marks, me),
      marks,
      preferences: this.preferences.get(conversation) ?? NO_PREFERENCES,
    };
  }

  sync(request: SyncRequest): SyncPage | ErrorCode {
    const { conversation, direction, limit } = request;
    const log = this.logs.get(conversation);
    if (log === undefined) return 'E_NOT_FOUND';
    if (direction === 'after' && request.chain !== undefined)
      if (log[request.seq - 1]?.chain !== request.chain) return 'E_LOG_DIVERGED';
    const to =
      direction === 'last'
        ? log.length
        : direction === 'before'
          ? request.seq - 1
          : Math.min(log.length, request.seq + limit);
    const from = direction === 'after' ? request.seq + 1 : Math.max(1, to - limit + 1);
    const page = log.slice(from - 1, to);
    const { entries, hidden } = this.#readable(conversation, page);
    return { conversation, from, to: from + page.length - 1, entries, hidden, head: log.length };
  }

  /** Each message in a span with its last edit, the newest first. */
  search(conversation: Uuid, { after = 0, before = Infinity, limit }: SearchRequest): SearchPage {
    const log = this.logs.get(conversation) ?? [];
    const indexed = this.indexed ?? log.length;
    const messages = log.filter(({ seq, body, payload }) => {
      const isWhole = body.kind === 'message' && payload?.kind !== 'erased';
      return isWhole && after < seq && seq < before && seq <= indexed;
    });
    const found = messages
      .slice(-limit)
      .toReversed()
      .map((entry) => {
        const edit = log.findLast(
          ({ seq, body }) => body.kind === 'edit' && body.target === entry.seq && seq <= indexed,
        );
        return { entry, ...(edit && { edit }) };
      });
    const next = found.length < messages.length ? found.at(-1)?.entry.seq : undefined;
    return { found, ...(next !== undefined && { next }), indexed };
  }

  #readable(conversation: Uuid, page: readonly Entry[]): { entries: Entry[]; hidden: Range[] } {
    const range = this.hidden.get(conversation);
    const isHidden = ({ seq }: Entry) => range !== undefined && range.from <= seq && seq <= range.to;
    const seqs = page.filter(isHidden).map(({ seq }) => seq);
    const [from, to] = [seqs[0], seqs.at(-1)];
    return {
      entries: page.filter((entry) => !isHidden(entry)),
      hidden: from === undefined || to === undefined ? [] : [{ from, to }],
    };
  }
}

export function directBody(a: Uuid, b: Uuid): Body {
  return {
    kind: 'created',
    type: 'direct',
    visibility: 'private',
    protection: 'open',
    members: [a, b].map((uid) => ({ uid, role: 'member' })),
    history: 'all',
  };
}

export function roomBody(owner: Uuid, name: string): Body {
  const open = { visibility: 'public', protection: 'open', history: 'all' } as const;
  return { kind: 'created', type: 'group', name, ...open, members: [{ uid: owner, role: 'owner' }] };
}

export function errorWith(code: ErrorCode) {
  return { code, message: ERRORS[code].message, retryable: ERRORS[code].retryable };
}

import {
  type Body,
  type ErrorCode,
  ERRORS,
  type EventRequest,
  MarkBatch,
  type RequestOf,
  SearchRequest,
  SyncRequest,
  type Uuid,
} from '@parley/protocol';
import type { Connection, ConnectionListener, Transport } from '../src/ports/transport.ts';
import type { HttpRequest, HttpResponse, HttpTransport } from '../src/ports/http-transport.ts';
import { directBody, errorWith, type FakeServer, roomBody } from './fake-server.ts';

const NEVER = new Promise<unknown>(() => undefined);

/** What somebody's client and the fake server say to each other, and what goes wrong on the way. */
export class FakeNetwork {
  readonly sent: { readonly name: string; readonly payload: unknown }[] = [];
  up = true;
  /** The next answers that get lost after the server did what was asked. */
  lostAnswers = 0;
  /** Answers over HTTP get lost, after the server did what was asked. */
  losesHttpAnswers = false;
  /** The next commands that get lost before the server sees them. */
  lostCommands = 0;
  /** The next entries that are not published to this client. */
  lostEvents = 0;
  /** The connection breaks under the next question of this name. */
  breaksUnder: string | undefined;
  /** The connection breaks under the message with this id, each time. */
  poison: Uuid | undefined;
  /** The connection breaks at each message, whoever sends it where. */
  cutsAtMessages = false;
  /** Why the door is shut, while it is. */
  refusal: ErrorCode | undefined;
  /** Answers in no form that anybody knows, while it is set. */
  garbled = false;
  readonly #server: FakeServer;
  readonly #me: Uuid;
  #live: ConnectionListener | undefined;

  constructor(server: FakeServer, me: Uuid) {
    this.#server = server;
    this.#me = me;
    server.listeners.add((entry) => {
      if (this.lostEvents > 0) this.lostEvents--;
      else this.#live?.event('response', structuredClone(entry));
    });
    server.markListeners.add((conversation, mark) =>
      this.#live?.event('updateDeliveryStatusOnConnection', { conversation, marks: [mark] }),
    );
  }

  readonly transport: Transport = {
    connect: (_token, listener) => {
      queueMicrotask(() => this.#open(listener));
      return this.#connection(listener);
    },
  };

  readonly http: HttpTransport = {
    exchange: async (request) => {
      this.sent.push({ name: request.path, payload: request.body });
      if (!this.up) throw new Error('no network');
      const answer = this.#answerHttp(request);
      if (this.losesHttpAnswers) throw new Error('the answer was lost');
      return answer;
    },
  };

  cut(): void {
    const live = this.#live;
    this.#live = undefined;
    live?.closed('cut');
  }

  event(...[name, payload]: Parameters<ConnectionListener['event']>): void {
    this.#live?.event(name, payload);
  }

  count(name: string): number {
    return this.sent.filter((message) => message.name === name).length;
  }

  #open(listener: ConnectionListener): void {
    if (this.refusal !== undefined) listener.refused(errorWith(this.refusal));
    else if (!this.up) listener.closed('no network');
    else {
      this.#live = listener;
      listener.opened();
    }
  }

  #connection(listener: ConnectionListener): Connection {
    return {
      emit: (name, payload) => {
        this.sent.push({ name, payload });
        if (this.#live === listener) this.#notice(name, payload);
      },
      request: async (name, payload) => {
        this.sent.push({ name, payload });
        if (this.#live !== listener || this.#loses(name, 'lostCommands') || this.#breaks(name, payload))
          return NEVER;
        const answer = this.#answer(name, payload);
        return this.#loses(name, 'lostAnswers') ? NEVER : structuredClone(answer);
      },
      close: () => {
        if (this.#live === listener) this.#live = undefined;
      },
    };
  }

  #loses(name: string, which: 'lostCommands' | 'lostAnswers'): boolean {
    if (!name.endsWith('Message') || this[which] === 0) return false;
    this[which]--;
    return true;
  }

  #breaks(name: string, payload: unknown): boolean {
    const once = this.breaksUnder === name;
    if (!once && !this.#cutsAt(name, payload)) return false;
    if (once) this.breaksUnder = undefined;
    queueMicrotask(() => this.cut());
    return true;
  }

  #cutsAt(name: string, payload: unknown): boolean {
    if (!name.endsWith('Message')) return false;
    return this.cutsAtMessages || (payload as EventRequest<'groupMessage'>).id === this.poison;
  }

  #notice(name: string, payload: unknown): void {
    if (name !== 'read' && name !== 'delivered') return;
    for (const { conversation, seq } of MarkBatch.parse(payload).marks) {
      const before = this.#server.markOf(conversation, this.#me);
      const read = name === 'read' ? Math.max(before.read, seq) : before.read;
      this.#server.mark(conversation, {
        uid: this.#me,
        delivered: Math.max(before.delivered, seq, read),
        read,
      });
    }
  }

  #answer(name: string, payload: unknown): unknown {
    if (this.garbled) return { success: true, response: 'garbled' };
    if (name === 'heads') {
      const { token } = payload as EventRequest<'heads'>;
      return { success: true, response: this.#server.heads(this.#me, token) };
    }
    if (name === 'sync') return ackOf(this.#server.sync(SyncRequest.parse(payload)));
    if (name === 'command') return { success: true, response: { name: 'ping', text: 'pong' } };
    const refusal = this.#server.refusals.shift();
    if (refusal !== undefined) return { success: false, error: errorWith(refusal) };
    return { success: true, response: this.#append(payload as EventRequest<'privateMessage'>) };
  }

  #append({ conversation, peer, id, body, payload }: EventRequest<'privateMessage'>) {
    const sender = this.#me;
    if (!this.#server.logs.has(conversation)) {
      const created = directBody(sender, peer);
      this.#server.append({ conversation, sender, id: this.#server.newId(), body: created });
    }
    return this.#server.append({ conversation, sender, id, body, payload });
  }

  #people(path: string) {
    const uids = new URLSearchParams(path.split('?')[1]).get('uids')?.split(',') ?? [];
    return this.#server.users.filter(({ uid }) => uids.includes(uid)).map((user) => ({ user }));
  }

  /** @param room empty where one is to be created */
  #answerRoom(room: string, what: string, request: RoomRequest): HttpResponse {
    const { conversation, id, name } = request;
    const refusal = this.#server.refusals.shift();
    if (refusal !== undefined) return refused(refusal);
    const body: Body = room === '' ? roomBody(this.#me, name) : orderedBy(what, request);
    const said = { conversation: room === '' ? conversation : room, id, sender: this.#me, body };
    return { status: 200, body: this.#server.append(said) };
  }

  #answerHttp({ method, path, body }: HttpRequest): HttpResponse {
    const [, , kind, id = '', what = ''] = path.split('?')[0]?.split('/') ?? [];
    if (kind === 'blocks' && method === 'GET') return { status: 200, body: { uids: this.#server.blocked } };
    if (kind === 'blocks') return { status: 200, body: {} };
    if (kind === 'users') return { status: 200, body: { people: this.#people(path) } };
    if (path.endsWith('/preferences')) {
      this.#server.preferences.set(id, body as never);
      return { status: 200, body: this.#server.head(id, this.#me) };
    }
    if (kind === 'rooms' && method === 'GET')
      return { status: 200, body: { uids: this.#server.banned, more: false } };
    if (kind === 'rooms') return this.#answerRoom(id, what, body as RoomRequest);
    if (path.endsWith('/search'))
      return { status: 200, body: this.#server.search(id, SearchRequest.parse(body)) };
    const state = this.#server.state(id);
    if (state === undefined) return { status: 404, body: errorWith('E_NOT_FOUND') };
    return { status: 200, body: { state, marks: this.#server.marks.get(id) ?? [] } };
  }
}

/** What the routes of a room ask for. */
type RoomRequest = RequestOf<'createRoom'> &
  RequestOf<'describeRoom'> &
  RequestOf<'changeRules'> &
  RequestOf<'muteMember'>;

function orderedBy(what: string, request: RoomRequest): Body {
  const { topic, description, icon, colour, slowMode, onlyAdmins, member, seconds } = request;
  switch (what) {
    case 'look':
      return { kind: 'described', look: { topic, description, icon, colour }, keepsRights: true };
    case 'rules':
      return { kind: 'rulesChanged', rules: { slowMode, onlyAdmins } };
    case 'bans':
      return { kind: 'banned', member };
    case 'unbans':
      return { kind: 'unbanned', member };
    case 'mutes':
      return { kind: 'muted', member, seconds };
    case 'owners':
      return { kind: 'appointed', member };
    default:
      return { kind: 'joined' };
  }
}

function refused(code: ErrorCode): HttpResponse {
  return { status: ERRORS[code].status, body: errorWith(code) };
}

function ackOf(answer: object | ErrorCode): unknown {
  return typeof answer === 'string'
    ? { success: false, error: errorWith(answer) }
    : { success: true, response: answer };
}

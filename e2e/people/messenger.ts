import { hash, randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  AUTH_TOKEN_HEADER,
  directConversationId,
  encodeContent,
  HTTP_PREFIX,
  LIMITS,
  NAMESPACE,
  ParleyError,
  ROUTES,
  type Ack,
  type ClientToServerEvents,
  type Content,
  type Entry,
  type MessageBody,
  type ServerToClientEvents,
  type User,
  type Uuid,
} from '@parley/protocol';
import type { Account } from './account.ts';

/** Writes messages for a user without a browser, for tests that need many messages before they begin. */
export class Messenger {
  readonly account: Account;
  private readonly origin: string;
  private readonly socket: Socket<ServerToClientEvents, ClientToServerEvents>;

  constructor(account: Account, origin: string) {
    this.account = account;
    this.origin = origin;
    this.socket = io(origin + NAMESPACE, {
      transports: ['websocket'],
      auth: { token: account.token },
      forceNew: true,
    });
  }

  /** One after the other: the server does not guarantee the order of parallel requests. */
  async write(to: User, ...texts: string[]): Promise<void> {
    const conversation = this.conversationWith(to);
    for (const text of texts) {
      const command = { ...message(text), conversation, peer: to.uid };
      accepted(await this.socket.emitWithAck('privateMessage', command));
    }
  }

  /** Writes a reply. */
  answer(to: User, replyTo: number, text: string): Promise<void> {
    return this.append(to, { kind: 'message' }, { type: 'text', text, replyTo });
  }

  edit(to: User, target: number, text: string): Promise<void> {
    return this.append(to, { kind: 'edit', target }, { type: 'text', text });
  }

  react(to: User, target: number, emoji: string): Promise<void> {
    return this.append(to, { kind: 'reaction', target }, { type: 'reaction', emoji, on: true });
  }

  pin(to: User, target: number): Promise<void> {
    return this.append(to, { kind: 'pinned', target });
  }

  /** All in parallel, in whatever order the server takes them. */
  async writeAtOnce(to: User, texts: readonly string[]): Promise<void> {
    await Promise.all(texts.map((text) => this.write(to, text)));
  }

  /** A page of the entries after one. */
  async read(conversation: Uuid, seq: number): Promise<readonly Entry[]> {
    const request = { direction: 'after', conversation, seq, limit: LIMITS.pageEntries } as const;
    const answer = await this.socket.emitWithAck('sync', request);
    if (!answer.success) throw ParleyError.fromWire(answer.error);
    return answer.response.entries;
  }

  async writeToGroup(conversation: Uuid, ...texts: string[]): Promise<void> {
    for (const text of texts)
      accepted(await this.socket.emitWithAck('groupMessage', { ...message(text), conversation }));
  }

  async createGroup(name: string, members: readonly User[]): Promise<Uuid> {
    const conversation = randomUUID();
    const answer = await fetch(this.origin + HTTP_PREFIX + ROUTES.createGroup.path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: this.origin,
        [AUTH_TOKEN_HEADER]: this.account.token,
      },
      body: JSON.stringify({
        conversation,
        id: randomUUID(),
        name,
        members: members.map(({ uid }) => uid),
        history: 'fromJoin',
      }),
    });
    if (!answer.ok) throw new Error(`group: ${answer.status} ${await answer.text()}`);
    return conversation;
  }

  conversationWith({ uid }: User): Uuid {
    return directConversationId((bytes) => hash('sha256', bytes, 'buffer'), this.account.user.uid, uid);
  }

  private async append(to: User, body: MessageBody, content?: Content): Promise<void> {
    const payload = content && { payload: encodeContent(content) };
    const command = { id: randomUUID(), body, ...payload };
    const address = { conversation: this.conversationWith(to), peer: to.uid };
    accepted(await this.socket.emitWithAck('privateMessage', { ...command, ...address }));
  }

  close(): void {
    this.socket.close();
  }
}

function message(text: string) {
  return {
    id: randomUUID(),
    body: { kind: 'message' as const },
    payload: encodeContent({ type: 'text', text }),
  };
}

function accepted(ack: Ack<Entry>): void {
  if (!ack.success) throw ParleyError.fromWire(ack.error);
}

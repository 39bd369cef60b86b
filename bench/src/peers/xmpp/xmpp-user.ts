import { client, xml } from '@xmpp/client';
import type { PeerUser, Send } from '../../peer.ts';
import { DOMAIN, PASSWORD, ROOMS, usernameOf } from './accounts.ts';

type Entity = ReturnType<typeof client>;
type Element = Parameters<Entity['send']>[0];
const RECEIPTS = 'urn:xmpp:receipts';
const DEVICE = 'bench';
const ROOM = `bench@${ROOMS}`;

/**
 * A user of an XMPP server who is in the room of all. A message is acknowledged when its receiver has said that they have it (XEP-0184),
 * since the server says nothing about what it stores; a message to the room (XEP-0045) when it comes back.
 */
export class XmppUser implements PeerUser {
  readonly #entity: Entity;
  readonly #i: number;
  readonly #acknowledged = new Map<string, () => void>();
  readonly #listeners = new Set<() => void>();
  #isClosed = false;

  private constructor(entity: Entity, i: number) {
    this.#entity = entity;
    this.#i = i;
    entity.on('stanza', (stanza: Element) => this.#take(stanza));
  }

  /** @param port of the server on 127.0.0.1 */
  static async connect(port: number, i: number): Promise<XmppUser> {
    const account = { username: usernameOf(i), password: PASSWORD };
    const userAgent = xml('user-agent', { id: crypto.randomUUID() });
    const entity = client({
      service: `xmpp://127.0.0.1:${port}`,
      domain: DOMAIN,
      resource: DEVICE,
      // The mechanism that it would choose takes half a second of this process.
      credentials: (authenticate) => authenticate(account, 'PLAIN', userAgent),
    });
    // A connection that breaks would be made anew, and hide that it broke.
    entity.reconnect.stop();
    const user = new XmppUser(entity, i);
    entity.on('error', (error: Error) => user.#failed(error));
    entity.on('disconnect', () => user.#failed(new Error('disconnected')));
    await entity.start();
    await user.#enter();
    return user;
  }

  async toPartner(text: string): Promise<Send> {
    const to = `${usernameOf(this.#i ^ 1)}@${DOMAIN}/${DEVICE}`;
    return () => this.#say({ to, type: 'chat' }, text, xml('request', { xmlns: RECEIPTS }));
  }

  async toRoom(text: string): Promise<Send> {
    return () => this.#say({ to: ROOM, type: 'groupchat' }, text);
  }

  onMessage(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  close(): void {
    this.#isClosed = true;
    void this.#entity.stop();
  }

  #failed(error: Error): void {
    if (!this.#isClosed) throw error;
  }

  async #enter(): Promise<void> {
    await this.#entity.send(xml('presence'));
    const entered = this.#until('entered');
    const history = xml('history', { maxstanzas: '0' });
    const to = `${ROOM}/${usernameOf(this.#i)}`;
    await this.#entity.send(
      xml('presence', { to }, xml('x', { xmlns: 'http://jabber.org/protocol/muc' }, history)),
    );
    await entered;
  }

  async #say(to: Readonly<Record<string, string>>, text: string, ...more: Element[]): Promise<void> {
    const id = crypto.randomUUID();
    const acknowledged = this.#until(id);
    await this.#entity.send(xml('message', { ...to, id }, xml('body', {}, text), ...more));
    await acknowledged;
  }

  #until(id: string): Promise<void> {
    return new Promise((resolve) => this.#acknowledged.set(id, resolve));
  }

  #acknowledge(id: string): void {
    this.#acknowledged.get(id)?.();
    this.#acknowledged.delete(id);
  }

  #take(stanza: Element): void {
    const { from = '', id = '', type } = stanza.attrs as Readonly<Record<string, string | undefined>>;
    const isOwn = from === `${ROOM}/${usernameOf(this.#i)}`;
    const received = stanza.getChild('received', RECEIPTS);
    if (type === 'error') this.#failed(new Error(stanza.toString()));
    else if (stanza.is('presence')) this.#acknowledge(isOwn ? 'entered' : '');
    else if (received !== undefined) this.#acknowledge(String(received.attrs.id));
    else if (stanza.getChild('body') === undefined) return;
    else if (isOwn) this.#acknowledge(id);
    else this.#takeMessage(from, id, stanza.getChild('request', RECEIPTS) !== undefined);
  }

  #takeMessage(from: string, id: string, wantsReceipt: boolean): void {
    for (const listener of this.#listeners) listener();
    if (!wantsReceipt) return;
    void this.#entity.send(xml('message', { to: from }, xml('received', { xmlns: RECEIPTS, id })));
  }
}

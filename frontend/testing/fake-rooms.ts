import type { RoomHooks, RoomOrder, Rooms } from '@parley/client';
import {
  GENERAL,
  ParleyError,
  type Hook,
  type ListedRoom,
  type RoomMember,
  type RoomMembersPage,
  type RoomsPage,
  type User,
  type Uuid,
} from '@parley/protocol';
import { ada } from './fake-session-client.ts';
import { uid } from './sample-people.ts';

/** Rooms without a server: it finds what it was given, a few at a time, and refuses what a spec says. */
export class FakeRooms implements Rooms {
  listed: readonly ListedRoom[] = [];
  inside: readonly RoomMember[] = [];
  page = 50;
  offersGeneral = false;
  /** Thrown by the next command. */
  refusal: Error | undefined;
  readonly created: string[] = [];
  readonly joined: Uuid[] = [];

  /** Who is banned. */
  banned: readonly User[] = [];
  /** What was ordered, in order. */
  readonly ordered: (readonly [keyof RoomOrder, ...unknown[]])[] = [];
  readonly order: RoomOrder = {
    describe: async (...call) => this.did('describe', ...call),
    changeRules: async (...call) => this.did('changeRules', ...call),
    mute: async (...call) => this.did('mute', ...call),
    ban: async (...call) => this.did('ban', ...call),
    unban: async (...call) => this.did('unban', ...call),
    appoint: async (...call) => this.did('appoint', ...call),
    banned: async () => ({ people: this.banned }),
  };
  readonly made: Hook[] = [];
  readonly hooks: RoomHooks = {
    list: async () => [...this.made],
    createIncoming: async (_, name) => this.hook({ kind: 'incoming', name }),
    createOutgoing: async (_, { name, url, words }) =>
      this.hook({ kind: 'outgoing', name, url, words: [...words] }),
    takeOver: async (_, id) => {
      const hook = this.made.find((made) => made.id === id);
      if (hook === undefined) throw new Error('there is no such webhook');
      const taken = { ...hook, createdBy: ada.uid };
      this.made.splice(this.made.indexOf(hook), 1, taken);
      return taken;
    },
    revoke: async (_, id) => {
      this.made.splice(
        this.made.findIndex((hook) => hook.id === id),
        1,
      );
    },
  };
  /** Passwords, by room. */
  readonly passwords = new Map<Uuid, string | undefined>();

  private hook(said: Pick<Hook, 'kind' | 'name' | 'url' | 'words'>) {
    this.refuse();
    const hook: Hook = { id: uid(this.made.length + 1), createdBy: uid(1), createdAt: 1, ...said };
    this.made.push(hook);
    return { hook, secret: 'a-secret' };
  }

  async create(name: string, password?: string): Promise<Uuid> {
    this.refuse();
    this.created.push(name);
    const conversation = uid(this.created.length);
    if (password !== undefined) this.passwords.set(conversation, password);
    return conversation;
  }

  async join(conversation: Uuid, password?: string): Promise<void> {
    this.refuse();
    const wanted = this.passwords.get(conversation);
    if (wanted !== undefined && password !== wanted)
      throw new ParleyError(password === undefined ? 'E_ROOM_LOCKED' : 'E_ROOM_PASSWORD');
    this.joined.push(conversation);
  }

  async room(conversation: Uuid): Promise<ListedRoom> {
    this.refuse();
    const room = this.listed.find((listed) => listed.conversation === conversation);
    if (room === undefined) throw new ParleyError('E_NOT_FOUND');
    return room;
  }

  /** @returns for each room the same, other than a server would */
  async changePassword(conversation: Uuid, password: string | undefined): Promise<Uuid> {
    this.refuse();
    this.passwords.set(conversation, password);
    return uid(1);
  }

  async isGeneralOffered(): Promise<boolean> {
    return this.offersGeneral;
  }

  async createGeneral(): Promise<Uuid> {
    this.refuse();
    this.offersGeneral = false;
    return GENERAL;
  }

  async find(query: string, after = '0'): Promise<RoomsPage> {
    this.refuse();
    const found = this.listed.filter(({ name }) => name.toLowerCase().includes(query.toLowerCase()));
    return { rooms: found.slice(Number(after), Number(after) + this.page), ...this.next(found, after) };
  }

  async members(_conversation: Uuid, query: string, after = '0'): Promise<RoomMembersPage> {
    this.refuse();
    const found = this.inside.filter(({ user }) =>
      user.displayName.toLowerCase().includes(query.toLowerCase()),
    );
    return { members: found.slice(Number(after), Number(after) + this.page), ...this.next(found, after) };
  }

  private did(name: keyof RoomOrder, ...call: readonly unknown[]): void {
    this.refuse();
    this.ordered.push([name, ...call]);
  }

  private next(found: readonly unknown[], after: string) {
    const next = Number(after) + this.page;
    return next < found.length ? { next: String(next) } : {};
  }

  private refuse(): void {
    const { refusal } = this;
    this.refusal = undefined;
    if (refusal !== undefined) throw refusal;
  }
}

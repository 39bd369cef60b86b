import {
  computed,
  createEnvironmentInjector,
  DestroyRef,
  effect,
  EnvironmentInjector,
  inject,
  Service,
  signal,
  untracked,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ChatClient } from '@parley/client';
import { wakeWithBrowser } from '@parley/client/chat';
import type { User, Uuid } from '@parley/protocol';
import { GENERAL } from '@parley/protocol/core';
import { CHAT_CONNECTOR } from './chat-connector.ts';
import { fromAtom } from './from-atom.ts';
import { noticedOffline } from './noticed-offline.ts';
import { rightsIn } from './rights-in.ts';
import { Clock } from '../device/clock.ts';
import { Session } from '../session/session.ts';

/** The chat of the logged-in user: the SDK's client, and its state as signals. */
@Service()
export class Chat {
  private readonly connect = inject(CHAT_CONNECTOR);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly clock = inject(Clock);
  private readonly parent = inject(EnvironmentInjector);
  private readonly running = signal<Running | undefined>(undefined);
  private readonly unfinished: (() => Promise<unknown>)[] = [];

  readonly me = computed(() => this.started().me());
  readonly connection = computed(() => this.started().connection());
  readonly offline = computed(() => this.started().offline());
  readonly problem = computed(() => this.started().problem());
  readonly conversations = computed(() => this.started().conversations());
  readonly synced = computed(() => this.started().synced());
  readonly unsent = computed(() => this.started().unsent());
  readonly broken = computed(() => this.started().broken());
  readonly damaged = computed(() => this.started().damaged());
  /** How conversations are sealed. */
  readonly sealed = computed(() => this.started().sealed());
  readonly users = computed(() => this.started().users());
  readonly presence = computed(() => this.started().presence());
  readonly blocked = computed(() => this.started().blocked());
  /** Whether there is nobody to talk to yet. Announcements, notes, and the room that others will come into do not count. */
  readonly nobodyYet = computed(
    () =>
      this.synced() &&
      (this.conversations() ?? []).every(
        ({ id, blocked, type, peer, memberCount }) =>
          blocked ||
          type === 'announcement' ||
          peer === this.me().uid ||
          (id === GENERAL && memberCount === 1),
      ),
  );
  private readonly rows = computed(() => new Map(this.conversations()?.map((row) => [row.id, row])));

  constructor() {
    effect(() => {
      const user = this.session.user();
      untracked(() => this.follow(user));
    });
  }

  get client(): ChatClient {
    return this.started().client;
  }

  /** Whether something unsent is in memory only. Nothing is once the chat has ended. */
  hasUnstored(): boolean {
    return this.running()?.client.unstored.get() === true;
  }

  /** Called before any page of the chat is shown. */
  start(user: User): void {
    if (this.running()?.uid === user.uid) return;
    this.stop();
    this.running.set(run(this.connect(user), user.uid, this.parent));
  }

  row(conversation: Uuid) {
    return this.rows().get(conversation);
  }

  /** Whether a conversation is a room, which the server reads. That the server calls it one is not enough. */
  isRoom(conversation: Uuid): boolean {
    return this.row(conversation)?.isRoom === true && this.sealed().get(conversation)?.protection === 'open';
  }

  /** What the user may do in a conversation. */
  rightsIn(conversation: Uuid) {
    return rightsIn(this.row(conversation), this.me(), this.clock.now());
  }

  user(uid: Uuid): User | undefined {
    return uid === this.me().uid ? this.me() : this.users().get(uid);
  }

  /** @param finish adds remaining items to the outbox before this chat ends */
  beforeEnd(finish: () => Promise<unknown>): void {
    this.unfinished.push(finish);
  }

  async finish(): Promise<void> {
    await Promise.all(this.unfinished.map((finish) => finish()));
  }

  private started(): Running {
    const running = this.running();
    if (running === undefined) throw new Error('The chat was not started');
    return running;
  }

  /** The session ended, or another user logged in in this browser: nothing of the old chat may stay on screen. */
  private follow(user: User | undefined): void {
    const running = this.running();
    if (running === undefined || running.uid === user?.uid) return;
    // Without what stands behind `#`, as that goes to no server: words that somebody searched for, or a room's password.
    const queryParams = { return: this.router.url.split('#', 1)[0] };
    void this.router.navigate(['/login'], { queryParams }).then((arrived) => {
      if (arrived) this.stop();
    });
  }

  /** Nothing of the chat may be shown any more. */
  stop(): void {
    const running = this.running();
    if (running === undefined) return;
    this.running.set(undefined);
    running.scope.destroy();
    void this.finish().finally(() => running.client.close());
  }
}

type Running = ReturnType<typeof run>;

function run(client: ChatClient, uid: Uuid, parent: EnvironmentInjector) {
  const scope = createEnvironmentInjector([], parent);
  const owner = scope.get(DestroyRef);
  owner.onDestroy(wakeWithBrowser(client));
  return {
    uid,
    client,
    scope,
    me: fromAtom(client.me, owner),
    connection: fromAtom(client.connection, owner),
    offline: noticedOffline(client.connection, owner),
    problem: fromAtom(client.problem, owner),
    conversations: fromAtom(client.conversations, owner),
    synced: fromAtom(client.synced, owner),
    unsent: fromAtom(client.unsent, owner),
    broken: fromAtom(client.broken, owner),
    damaged: fromAtom(client.damaged, owner),
    sealed: fromAtom(client.sealed, owner),
    users: fromAtom(client.people.users, owner),
    presence: fromAtom(client.people.presence, owner),
    blocked: fromAtom(client.people.blocked, owner),
  };
}

import { computed, effect, inject, linkedSignal, Service, signal } from '@angular/core';
import type { NewAccount, SessionClient, SessionState } from '@parley/client';
import type { ServerLook, User, WireError } from '@parley/protocol';
import { BrowserStore } from '../device/browser-store.ts';
import { SERVER_ACCESS } from './server-access-loader.ts';

const LAST_USER = 'parley.user';
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/** Who is logged in here. */
@Service()
export class Session {
  private readonly access = inject(SERVER_ACCESS);
  private readonly store = inject(BrowserStore);
  private readonly told = signal<SessionState>({ kind: 'unknown' });
  readonly state = this.told.asReadonly();
  private readonly look = signal<ServerLook>({});
  /** How the server presents itself; nothing before it has answered. */
  readonly server = this.look.asReadonly();
  private following: SessionClient | undefined;

  /** As the server says; before it has answered, as stored last time, so that a reload shows the chat at once. */
  readonly user = linkedSignal<SessionState, User | undefined>({
    source: this.state,
    computation: (state, previous) => {
      if (state.kind === 'active') return state.session.user;
      return state.kind === 'unknown' ? (previous?.value ?? this.lastUser()) : undefined;
    },
  });

  /** Why the last session ended. */
  readonly endedBecause = computed<WireError | undefined>(() => {
    const state = this.state();
    return state.kind === 'ended' ? state.reason : undefined;
  });

  constructor() {
    effect(() => {
      const state = this.state();
      if (state.kind === 'active') this.store.write(LAST_USER, state.session.user);
      if (state.kind === 'none') this.store.remove(LAST_USER);
    });
  }

  /** The SDK's session, once it is loaded. */
  async client(): Promise<SessionClient> {
    const { session } = await this.access();
    if (this.following !== session) {
      this.following = session;
      session.server.subscribe((look) => this.look.set(look));
      session.state.subscribe((state) => this.told.set(state));
    }
    return session;
  }

  /** Asks until the server answers; being offline does not log the user out. */
  async restore(): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(2 * wait, LAST_RETRY_MS)) {
      try {
        await (await this.client()).restore();
        return;
      } catch {
        await onlineOrAfter(wait);
      }
      if (this.state().kind !== 'unknown') return;
    }
  }

  async login(username: string, password: string): Promise<void> {
    await (await this.client()).login(username, password);
  }

  async register(account: NewAccount): Promise<void> {
    await (await this.client()).register(account);
  }

  async logout(): Promise<void> {
    await (await this.client()).logout();
    this.store.remove(LAST_USER);
  }

  private lastUser(): User | undefined {
    const user = this.store.read(LAST_USER);
    return isUser(user) ? user : undefined;
  }
}

/** Stored by this application; another version may have stored something else. */
function isUser(value: unknown): value is User {
  if (typeof value !== 'object' || value === null) return false;
  const { uid, username, displayName, about }: Readonly<Record<string, unknown>> = { ...value };
  return [uid, username, displayName, about].every((field) => typeof field === 'string');
}

function onlineOrAfter(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const now = () => {
      clearTimeout(timer);
      removeEventListener('online', now);
      resolve();
    };
    const timer = setTimeout(now, milliseconds);
    addEventListener('online', now);
  });
}

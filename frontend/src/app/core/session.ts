import { computed, effect, inject, linkedSignal, Service } from '@angular/core';
import type { NewAccount, SessionState } from '@parley/client';
import { User, type WireError } from '@parley/protocol';
import { BrowserStore } from './browser-store.ts';
import { fromAtom } from './from-atom.ts';
import { SESSION_CLIENT } from './session-client.ts';

const LAST_USER = 'parley.user';
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/** Who is logged in here. */
@Service()
export class Session {
  readonly client = inject(SESSION_CLIENT);
  private readonly store = inject(BrowserStore);
  readonly state = fromAtom(this.client.state);

  /** As the server says; until it was asked, as it was last time, so that a reload shows the chat at once. */
  readonly user = linkedSignal<SessionState, User | undefined>({
    source: this.state,
    computation: (state, previous) => {
      if (state.kind === 'active') return state.session.user;
      return state.kind === 'unknown' ? (previous?.value ?? this.lastUser()) : undefined;
    },
  });

  /** Why somebody who was logged in is not any more. */
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

  /** Asks until the server answers; being offline is no reason to log anybody out. */
  async restore(): Promise<void> {
    for (let wait = FIRST_RETRY_MS; ; wait = Math.min(2 * wait, LAST_RETRY_MS)) {
      try {
        await this.client.restore();
        return;
      } catch {
        await onlineOrAfter(wait);
      }
      if (this.state().kind !== 'unknown') return;
    }
  }

  async login(username: string, password: string): Promise<void> {
    await this.client.login(username, password);
  }

  async register(account: NewAccount): Promise<void> {
    await this.client.register(account);
  }

  async logout(): Promise<void> {
    await this.client.logout();
    this.store.remove(LAST_USER);
  }

  private lastUser(): User | undefined {
    return User.safeParse(this.store.read(LAST_USER)).data;
  }
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

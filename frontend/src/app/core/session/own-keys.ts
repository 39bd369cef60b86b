import { inject, Service, signal } from '@angular/core';
import type { AccountKeys, Contact, KeysState } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { Session } from './session.ts';

/** The keys of the account that is logged in here, for pages that show them. */
@Service()
export class OwnKeys {
  private readonly session = inject(Session);
  private readonly told = signal<KeysState>({ kind: 'opening' });
  private following: AccountKeys | undefined;
  /** How far they are on this device, from the first call of `keys` on. */
  readonly state = this.told.asReadonly();
  private readonly followed = signal<ReadonlyMap<Uuid, Contact>>(new Map());
  /** The people whose keys are followed here, likewise. */
  readonly contacts = this.followed.asReadonly();

  /** The SDK's keys, once they are loaded. @throws Error for a client that makes none */
  async keys(): Promise<AccountKeys> {
    const keys = await (await this.session.client()).keys();
    if (keys === undefined) {
      this.told.set({ kind: 'unsupported' });
      throw new Error('this client makes no keys');
    }
    if (this.following !== keys) {
      this.following = keys;
      keys.state.subscribe((state) => this.told.set(state));
      keys.contacts.contacts.subscribe((contacts) => this.followed.set(contacts));
    }
    return keys;
  }
}

import { computed, effect, inject, Service, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { KeysState } from '@parley/client';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { SEALS } from '../../chat/seals.ts';
import { BrowserStore } from '../../device/browser-store.ts';
import { Clock } from '../../device/clock.ts';
import { Offers } from '../../overlays/offers.ts';
import { OwnKeys } from '../own-keys.ts';
import { Session } from '../session.ts';
import { showUnsupported } from './show-unsupported.ts';

/** After the first days of use, when there is something to lose. */
const RECOVERY_AFTER_MS = 3 * 24 * 60 * 60 * 1_000;

/** When a user was first seen here; `asked` once the recovery key was offered. */
const STORED = (uid: string) => `parley.recovery.${uid}`;

/** Says that the keys are not open, without which nothing is read or sent, and offers a recovery key once. */
@Service()
export class KeysOffers {
  private readonly clock = inject(Clock);
  private readonly offers = inject(Offers);
  private readonly own = inject(OwnKeys);
  private readonly router = inject(Router);
  private readonly seals = inject(SEALS);
  private readonly session = inject(Session);
  private readonly store = inject(BrowserStore);
  private readonly kind = computed(() => this.own.state().kind);
  private readonly isPutBack = computed(() => {
    const state = this.own.state();
    return state.kind === 'open' && state.isPutBack === true;
  });

  /** Call it in an injection context. */
  start(): void {
    if (!this.seals) return;
    // Without the server there are none; the next start tries again.
    this.own.keys().catch(() => undefined);
    effect(() => {
      const kind = this.kind();
      untracked(() => this.told(kind));
    });
    effect(() => {
      if (this.isPutBack()) untracked(() => this.offerDevices());
    });
    effect(() => {
      const now = this.clock.now();
      const uid = this.session.user()?.uid;
      if (this.kind() === 'open' && uid !== undefined) untracked(() => void this.offerRecovery(uid, now));
    });
  }

  private told(kind: KeysState['kind']): void {
    if (kind === 'unsupported') showUnsupported(this.router);
    if (kind === 'locked' || kind === 'alarm' || kind === 'noRoom' || kind === 'revoked')
      this.offer(ACTION_MESSAGES.keys[kind], ACTION_MESSAGES.showKeys, () => this.kind() === kind);
  }

  private async offerRecovery(uid: string, now: number): Promise<void> {
    const since = this.store.read(STORED(uid));
    if (typeof since !== 'number') {
      if (since === undefined) this.store.write(STORED(uid), now);
      return;
    }
    if (now < since + RECOVERY_AFTER_MS) return;
    this.store.write(STORED(uid), 'asked');
    if ((await this.own.keys()).recovery.state().kind !== 'none') return;
    this.offer(ACTION_MESSAGES.offerRecovery, ACTION_MESSAGES.makeRecovery, () => this.kind() === 'open');
  }

  /** Whoever spoilt the keys has a session. */
  private offerDevices(): void {
    const stands = () => this.kind() === 'open';
    this.offer(ACTION_MESSAGES.keys.putBack, ACTION_MESSAGES.showKeys, stands, '/settings/devices');
  }

  private offer(text: string, action: string, stands: () => boolean, page = '/settings/keys'): void {
    this.offers.make({ text, action, stands, accept: () => this.router.navigateByUrl(page) });
  }
}

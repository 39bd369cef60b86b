import { computed, inject, Service } from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { OwnKeys } from '../../../../core/session/own-keys.ts';
import { CONTACT_KEY_MESSAGES } from '../../../../shared/later/contact-key-messages.ts';

/** Whether the keys of the people in a conversation are still those that the user has seen. */
@Service()
export class KeyTrust {
  private readonly own = inject(OwnKeys);
  private readonly confirm = inject(Confirm);
  private readonly toasts = inject(Toasts);
  /** Those whose key log the server shows otherwise than it was seen here. */
  readonly alarmed = computed(
    () =>
      new Map([...this.own.contacts()].flatMap(([uid, { alarm }]) => (alarm ? [[uid, alarm] as const] : []))),
  );

  constructor() {
    // Without keys of one's own nobody is followed; the settings say why.
    this.own.keys().catch(() => undefined);
  }

  /** Whether the user has compared the safety number with somebody, and it still stands. */
  isVerified(uid: Uuid): boolean {
    return this.own.contacts().get(uid)?.trust === 'verified';
  }

  /** Goes on with the identity that somebody verified has reset to, once the user has confirmed it. */
  async accept(uid: Uuid): Promise<void> {
    const identity = this.own.contacts().get(uid)?.followed.log.identity;
    if (identity === undefined || !(await this.confirm.ask(CONTACT_KEY_MESSAGES.accept))) return;
    await this.toasts.attempt(async () => {
      const accepted = await (await this.own.keys()).contacts.accept(uid, identity);
      if (!accepted) await this.toasts.say(CONTACT_KEY_MESSAGES.changedAgain);
    });
  }
}

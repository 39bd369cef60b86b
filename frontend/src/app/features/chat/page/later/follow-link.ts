import { Component, computed, DestroyRef, effect, inject, input, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Chat } from '../../../../core/chat/chat.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { Reader } from '../../../../core/chat/reader.ts';

interface Target {
  readonly opened: object | undefined;
  readonly seq: number;
}

/**
 * Goes to the message that the address names, also after a reload; until there was an answer, it is tried with each connection. The
 * address is the conversation's again once one goes elsewhere: to another message, or to the newest ones.
 */
@Component({ selector: 'parley-follow-link', template: '', host: { hidden: '' } })
export class FollowLink {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly reader = inject(Reader);
  private readonly router = inject(Router);
  private readonly owner = inject(DestroyRef);
  readonly seq = input.required<string>();

  /** What to go to, once the conversation is there. */
  private readonly target = computed<Target | undefined>(
    () => {
      const opened = this.open.current();
      const isKnown = this.chat.row(opened?.id ?? '') !== undefined || opened?.peer() !== undefined;
      return isKnown && opened?.id === this.open.id() ? { opened, seq: Number(this.seq()) } : undefined;
    },
    { equal: (a, b) => a?.opened === b?.opened && a?.seq === b?.seq },
  );
  /** Once the conversations were compared, or without a connection what is here. */
  private readonly canAsk = computed(
    () => this.chat.offline() || (this.chat.synced() && this.chat.connection().kind === 'online'),
  );
  /** The target that one has come to. */
  private arrived: Target | undefined;

  constructor() {
    effect(() => {
      const target = this.target();
      if (target !== undefined && this.canAsk() && target !== this.arrived)
        untracked(() => void this.goTo(target));
    });
    effect(() => {
      const wanted = this.reader.wanted();
      const target = untracked(this.target);
      if (target !== undefined && target === this.arrived && wanted?.seq !== target.seq) this.leave();
    });
  }

  private async goTo(target: Target): Promise<void> {
    const isPlace = Number.isSafeInteger(target.seq) && target.seq > 0;
    const isThere = isPlace && (await this.reader.goTo(target.seq));
    if (this.owner.destroyed || this.target() !== target) return;
    if (isThere === true) this.arrived = target;
    else if (isThere === false) this.leave();
  }

  private leave(): void {
    void this.router.navigate(['/c', untracked(this.open.id)], { replaceUrl: true });
  }
}

import { Component, inject, input, signal } from '@angular/core';
import type { LostChange, SealingAlarm } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { Chat } from '../../../../core/chat/chat.ts';
import { Keyless } from '../../../../core/chat/later/keyless.ts';
import { Names } from '../../../../core/chat/names.ts';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { Toasts } from '../../../../core/overlays/toasts.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';
import { lostChangeWords } from './lost-change-words.ts';

type Lost = Extract<SealingAlarm, { readonly kind: 'lostChange' }>;

/** The user's own changes of a group that the server has lost. Each can be made again. */
@Component({
  selector: 'parley-lost-changes',
  templateUrl: './lost-changes.html',
  styleUrl: './lost-changes.scss',
})
export class LostChanges {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly keyless = inject(Keyless);
  private readonly names = inject(Names);
  private readonly toasts = inject(Toasts);

  readonly alarms = input.required<readonly Lost[]>();
  /** The change that is being made again. */
  protected readonly running = signal<Uuid | undefined>(undefined);

  protected wordsOf({ change }: Lost): string {
    return lostChangeWords(change, (uid) => this.names.object(uid));
  }

  protected dismiss(lost: Lost): void {
    this.chat.client.alarmsSeen(lost.conversation, [lost]);
  }

  /** The client looks first whether the group still lacks it. */
  protected async redo(lost: Lost): Promise<void> {
    if (lost.change.kind === 'ended' && !(await this.confirm.ask(ACTION_MESSAGES.endGroup))) return;
    this.running.set(lost.id);
    try {
      await this.make(lost.conversation, lost.change);
      this.dismiss(lost);
    } catch (error) {
      const newcomers = lost.change.kind === 'added' ? lost.change.members : [];
      await this.toasts.say((await this.keyless.problem(error, newcomers)).text);
    } finally {
      this.running.set(undefined);
    }
  }

  private make(conversation: Uuid, change: LostChange): Promise<void> {
    const { groups } = this.chat.client;
    switch (change.kind) {
      case 'added':
        return groups.add(conversation, change.members);
      case 'roleChanged':
        return groups.changeRole(conversation, change.member, change.role);
      case 'renamed':
        return groups.rename(conversation, change.name);
      case 'ended':
        return groups.end(conversation);
    }
  }
}

import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, resource, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import type { Disclosure } from '@parley/client';
import type { ReportReason, Uuid } from '@parley/protocol';
import { Chat } from '../../../../../../core/chat/chat.ts';
import { Names } from '../../../../../../core/chat/names.ts';
import { exactTime } from '../../../../../../shared/dates.ts';
import { Choice } from '../../../../../../shared/forms/choice.ts';
import { isRefusal, type Problem, problemOf } from '../../../../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../../../../shared/forms/problem-note.ts';
import { TextArea } from '../../../../../../shared/forms/text-area.ts';
import { REPORT_REASONS } from '../../../../../../shared/later/report-words.ts';
import { ListSkeleton } from '../../../../../../shared/list-skeleton.ts';
import { REPORT_MESSAGES } from './report-messages.ts';

/** Which message is reported. */
export interface Reported {
  readonly conversation: Uuid;
  readonly seq: number;
}

const WORDS_MAX = 1_000;

/** Reports a message. It shows all that is disclosed with it: what it holds once it is open is what is sent, whatever is deleted meanwhile. */
@Component({
  selector: 'parley-report-dialog',
  host: { role: 'document' },
  imports: [Choice, FormRoot, ListSkeleton, ProblemNote, TextArea],
  templateUrl: './report-dialog.html',
  styleUrl: './report-dialog.scss',
})
export class ReportDialog {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly reported = inject<Reported>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<boolean>>(DialogRef);

  protected readonly messages = REPORT_MESSAGES;
  protected readonly reasons = REPORT_REASONS;
  protected readonly time = exactTime;
  protected readonly reason = signal<ReportReason>('spam');
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ words: '' }),
    (path) => {
      maxLength(path.words, WORDS_MAX, { message: REPORT_MESSAGES.tooLong });
    },
    { submission: { action: ({ words }) => this.send(words().value()) } },
  );
  protected readonly disclosure = resource({
    loader: async () => {
      const { conversation, seq } = this.reported;
      return (await this.chat.client.reports()).disclosure(conversation, seq);
    },
  });
  protected readonly loadFailure = computed<Problem | undefined>(() => {
    const error = this.disclosure.error();
    if (error === undefined) return undefined;
    return isRefusal(error) ? { text: REPORT_MESSAGES.gone } : problemOf(error);
  });
  protected readonly place = computed(() => {
    const row = this.chat.row(this.reported.conversation);
    if (row === undefined) return '';
    const name = this.names.conversation(row);
    return row.peer === undefined ? name : `Direct messages with ${name}`;
  });

  protected sender({ sender }: Disclosure): string {
    return this.names.person(sender);
  }

  /** What stands in the message beside its text, each in a sentence. */
  protected besides({ content, seq, version }: Disclosure): readonly string[] {
    const { replyTo, mentions = [], forwardedFrom } = content;
    return [
      ...(version === seq ? [] : [REPORT_MESSAGES.edited]),
      ...(replyTo === undefined ? [] : [REPORT_MESSAGES.reply]),
      ...(mentions.length === 0
        ? []
        : [REPORT_MESSAGES.mentions(mentions.map((uid) => this.names.object(uid)).join(', '))]),
      ...(forwardedFrom === undefined ? [] : [REPORT_MESSAGES.forwarded(this.names.object(forwardedFrom))]),
    ];
  }

  protected proof(disclosure: Disclosure): string {
    const { proof } = disclosure;
    return proof === 'signed'
      ? REPORT_MESSAGES.proof.signed(this.sender(disclosure))
      : REPORT_MESSAGES.proof[proof];
  }

  private async send(words: string): Promise<void> {
    if (!this.disclosure.hasValue()) return;
    this.failure.set(undefined);
    try {
      await (await this.chat.client.reports()).send(this.disclosure.value(), this.reason(), words);
      this.ref.close(true);
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}

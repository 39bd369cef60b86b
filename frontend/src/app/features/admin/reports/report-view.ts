import { Component, computed, inject, input, output, resource, signal } from '@angular/core';
import type { CheckedReport } from '@parley/client';
import type { ReportDecision, User, Uuid } from '@parley/protocol';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { retryOnline } from '../../../core/chat/retry-online.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { part } from '../../../core/parts/parts.ts';
import { exactTime } from '../../../shared/dates.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { LaterIcon } from '../../../shared/later/later-icon.ts';
import { longDate } from '../../../shared/later/long-date.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { type DecisionQuestion, decisionsOn } from './decisions.ts';
import { QUEUE_MESSAGES } from './report-queue-messages.ts';

/** Characters of a device's id that tell it from others of one person. */
const DEVICE_SHOWN = 8;

/** One report: what was disclosed, what that proves, and what can be done. */
@Component({
  selector: 'parley-report-view',
  imports: [LaterIcon, ListSkeleton, ProblemNote],
  templateUrl: './report-view.html',
  styleUrl: './report-view.scss',
})
export class ReportView {
  private readonly chat = inject(Chat);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  readonly report = input.required<Uuid>();
  /** It was decided, by whomever. */
  readonly decided = output();

  protected readonly messages = QUEUE_MESSAGES;
  protected readonly time = exactTime;
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly checked = resource({
    params: () => this.report(),
    loader: async ({ params }) => (await this.chat.client.reports()).details(params),
  });
  protected readonly loadFailure = computed(() => {
    const error = this.checked.error();
    return error === undefined ? undefined : problemOf(error);
  });
  protected readonly decisions = computed(() => {
    if (!this.checked.hasValue()) return [];
    const { details } = this.checked.value();
    return details.report.end === undefined
      ? decisionsOn(this.name(details.users, details.report.sender), details.mayDelete)
      : [];
  });

  constructor() {
    retryOnline(
      () => this.loadFailure() !== undefined,
      () => this.checked.reload(),
    );
  }

  protected name(users: readonly User[], uid: Uuid): string {
    return users.find((user) => user.uid === uid)?.displayName ?? QUEUE_MESSAGES.somebody;
  }

  protected nameWithUsername(users: readonly User[], uid: Uuid): string {
    const user = users.find((one) => one.uid === uid);
    return user === undefined ? QUEUE_MESSAGES.somebody : `${user.displayName} (@${user.username})`;
  }

  protected place({ details }: CheckedReport): string {
    const { place, report } = details;
    const how = place.isSealed ? 'end-to-end encrypted' : 'not encrypted';
    if (report.conversation === ANNOUNCEMENTS) return MESSAGES.announcements;
    return place.type === 'direct' ? `Direct messages, ${how}` : `${place.name ?? 'A group'}, ${how}`;
  }

  protected proof({ shown, device, details }: CheckedReport): string {
    if (shown === undefined) return '';
    if (shown.kind === 'refused') return QUEUE_MESSAGES.refused(shown.refusal);
    if (shown.kind === 'unproven') return QUEUE_MESSAGES.unproven;
    if (device === undefined) return QUEUE_MESSAGES.open;
    const since = device.addedAt === undefined ? '' : longDate(device.addedAt);
    const { users, report } = details;
    return QUEUE_MESSAGES.proven(this.name(users, report.sender), device.id.slice(0, DEVICE_SHOWN), since);
  }

  protected why({ details }: CheckedReport): string {
    const { place, isDeleted, mayDelete } = details;
    if (isDeleted || mayDelete) return '';
    return place.isSealed ? QUEUE_MESSAGES.sealedStays : QUEUE_MESSAGES.othersStay;
  }

  protected async decide(question: DecisionQuestion): Promise<void> {
    const load = () => part(() => import('./decide-dialog.ts')).then(({ DecideDialog }) => DecideDialog);
    const data = question;
    const decision = await this.dialogs.show<ReportDecision>(question.title, load, { data });
    if (decision === undefined) return;
    this.failure.set(undefined);
    try {
      await (await this.chat.client.reports()).decide(this.report(), decision);
      void this.toasts.say(QUEUE_MESSAGES.done);
      this.decided.emit();
    } catch (error) {
      this.failure.set(problemOf(error));
      this.checked.reload();
    }
  }
}

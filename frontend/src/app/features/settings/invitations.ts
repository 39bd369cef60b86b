import { Component, inject, resource, signal } from '@angular/core';
import type { Invitation } from '@parley/protocol';
import { Session } from '../../core/session.ts';
import { Toasts } from '../../core/toasts.ts';
import { copyText } from '../../shared/copy-text.ts';
import { listTime } from '../../shared/dates.ts';
import { Icon } from '../../shared/icon.ts';
import { ListSkeleton } from '../../shared/list-skeleton.ts';
import { ACTION_MESSAGES } from '../../shared/action-messages.ts';
import { type Problem, problemOf } from '../../shared/problem.ts';
import { ProblemNote } from '../../shared/problem-note.ts';

const validUntil = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Links that let somebody in, each once. */
@Component({
  selector: 'parley-invitations',
  imports: [Icon, ListSkeleton, ProblemNote],
  templateUrl: './invitations.html',
  styleUrl: './invitations.scss',
})
export class Invitations {
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  protected readonly link = signal<string | undefined>(undefined);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly invitations = resource({
    loader: async () => (await (await this.session.client()).invitations()).invitations,
  });

  protected loadFailure(): Problem | undefined {
    const error = this.invitations.error();
    return error === undefined ? undefined : problemOf(error);
  }

  protected state({ usedBy, expiresAt }: Invitation): string {
    if (usedBy !== undefined) return 'Used';
    return expiresAt < Date.now() ? 'Expired' : `Valid until ${validUntil.format(expiresAt)}`;
  }

  protected made({ createdAt }: Invitation): string {
    return listTime(createdAt, Date.now());
  }

  protected create(): Promise<void> {
    return this.attempt(async () => this.link.set((await (await this.session.client()).invite()).link));
  }

  protected revoke({ id }: Invitation): Promise<void> {
    return this.attempt(async () => (await this.session.client()).revokeInvitation(id));
  }

  protected async copy(link: string): Promise<void> {
    if (await copyText(link)) await this.toasts.say(ACTION_MESSAGES.copied);
  }

  private async attempt(command: () => Promise<void>): Promise<void> {
    this.failure.set(undefined);
    try {
      await command();
      this.invitations.reload();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}

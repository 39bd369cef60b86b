import { Component, inject, resource, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import type { Invitation, Uuid } from '@parley/protocol';
import { LIMITS } from '@parley/protocol/core';
import { Session } from '../../../core/session/session.ts';
import { listTime } from '../../../shared/dates.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { InvitationLink } from './invitation-link.ts';

const validUntil = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Invitation links, each for one person. */
@Component({
  selector: 'parley-invitations',
  imports: [FormRoot, InvitationLink, ListSkeleton, ProblemNote, TextField],
  templateUrl: './invitations.html',
  styleUrl: './invitations.scss',
})
export class Invitations {
  private readonly session = inject(Session);

  /** Invitations made since this page was opened: only for these is the link known. */
  protected readonly links = signal<ReadonlyMap<Uuid, string>>(new Map());
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly invitations = resource({
    loader: () => this.session.client().then((client) => client.invitations()),
  });

  protected loadFailure(): Problem | undefined {
    const error = this.invitations.error();
    return error === undefined ? undefined : problemOf(error);
  }

  protected readonly form = form(
    signal({ label: '' }),
    (path) => {
      const most = LIMITS.invitationLabelMax;
      maxLength(path.label, most, { message: `At most ${most} characters.` });
    },
    { submission: { action: ({ label }) => this.create(label().value()) } },
  );

  protected state({ usedBy, usedAt, expiresAt }: Invitation): string {
    if (usedBy === undefined)
      return expiresAt < Date.now() ? 'Expired' : `Valid until ${validUntil.format(expiresAt)}`;
    const { users } = this.invitations.value() ?? { users: [] };
    const user = users.find(({ uid }) => uid === usedBy);
    const who = user === undefined ? 'Used' : `Used by ${user.displayName} (@${user.username})`;
    return usedAt === undefined ? who : `${who}, ${listTime(usedAt, Date.now())}`;
  }

  protected made({ createdAt }: Invitation): string {
    return listTime(createdAt, Date.now());
  }

  private create(label: string): Promise<void> {
    return this.attempt(async () => {
      const { invitation, link } = await (await this.session.client()).invite(label);
      this.links.update((links) => new Map(links).set(invitation.id, link));
      this.form().reset({ label: '' });
    });
  }

  protected revoke({ id }: Invitation): Promise<void> {
    return this.attempt(async () => (await this.session.client()).revokeInvitation(id));
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

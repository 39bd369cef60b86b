import { Component, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Clock } from '../../../core/device/clock.ts';
import { Session } from '../../../core/session/session.ts';
import { listTime } from '../../../shared/dates.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { PagedList } from '../../../shared/later/paged-list.ts';
import { whenOf } from '../../../shared/later/when-of.ts';
import { INVITATION_MESSAGES } from './invitation-messages.ts';
import { type AnyInvitation, InvitationSearch } from './invitation-search.ts';

/** The invitations of everyone. */
@Component({
  selector: 'parley-all-invitations',
  imports: [PagedList, ProblemNote, RouterLink],
  providers: [InvitationSearch],
  template: `
    <p class="muted">
      {{ messages.intro }} <a routerLink="/settings/invitations">{{ messages.inviteSomebody }}</a>
    </p>
    @if (failure(); as problem) {
      <parley-problem-note [problem]="problem" />
    }
    <parley-paged-list [list]="search" more="Show more invitations">
      <ul aria-label="Invitations">
        @for (invitation of search.items() ?? []; track invitation.id) {
          <li>
            <div>
              <p>
                {{ invitation.label ?? messages.noName }}{{ invitation.admin ? messages.administrator : '' }}
              </p>
              <p class="muted small">{{ made(invitation) }} · {{ state(invitation) }}</p>
            </div>
            @if (invitation.usedBy === undefined) {
              <button
                type="button"
                class="danger"
                [attr.aria-label]="'Revoke ' + (invitation.label ?? 'invitation')"
                (click)="revoke(invitation)"
              >
                Revoke
              </button>
            }
          </li>
        } @empty {
          <li class="muted">{{ messages.none }}</li>
        }
      </ul>
    </parley-paged-list>
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.75rem;
    }
    ul {
      list-style: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 60px;
      padding-block: 0.5rem;
    }
    li + li {
      border-block-start: 1px solid var(--mat-sys-outline-variant);
    }
    li div {
      flex: 1;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class AllInvitations {
  private readonly session = inject(Session);
  private readonly clock = inject(Clock);
  protected readonly search = inject(InvitationSearch);
  protected readonly messages = INVITATION_MESSAGES;
  protected readonly failure = signal<Problem | undefined>(undefined);

  protected made({ createdBy, createdAt }: AnyInvitation): string {
    const time = listTime(createdAt, this.clock.now());
    return INVITATION_MESSAGES.made(
      createdBy === undefined ? 'the operator' : this.search.nameOf(createdBy),
      time,
    );
  }

  protected state({ usedBy, usedAt, expiresAt }: AnyInvitation): string {
    const now = this.clock.now();
    if (usedBy === undefined)
      return expiresAt <= now
        ? INVITATION_MESSAGES.expired
        : INVITATION_MESSAGES.validUntil(whenOf(expiresAt, now));
    const who = INVITATION_MESSAGES.usedBy(this.search.nameOf(usedBy));
    return usedAt === undefined ? who : `${who}, ${listTime(usedAt, now)}`;
  }

  protected async revoke({ id }: AnyInvitation): Promise<void> {
    this.failure.set(undefined);
    try {
      await (await (await this.session.client()).accounts()).revokeInvitation(id);
    } catch (error) {
      this.failure.set(problemOf(error));
    }
    this.search.reload();
  }
}

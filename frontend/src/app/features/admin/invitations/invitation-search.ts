import { inject, Injectable, signal, type WritableSignal } from '@angular/core';
import type { ResponseOf, User, Uuid } from '@parley/protocol';
import { PagedSearch } from '../../../core/chat/later/paged-search.ts';
import { Session } from '../../../core/session/session.ts';

export type AnyInvitation = ResponseOf<'allInvitations'>['invitations'][number];

/** The invitations of all makers, newest first. Provided by the page. */
@Injectable()
export class InvitationSearch extends PagedSearch<AnyInvitation> {
  /** Those who made and used them. */
  private readonly people: WritableSignal<ReadonlyMap<Uuid, User>>;

  constructor() {
    const session = inject(Session);
    const people = signal<ReadonlyMap<Uuid, User>>(new Map());
    super(
      async (_, after) => {
        const { invitations, users, next } = await (
          await (await session.client()).accounts()
        ).invitations(after);
        people.update((before) => new Map([...before, ...users.map((user) => [user.uid, user] as const)]));
        return { items: invitations, next };
      },
      ({ id }) => id,
      () => '',
    );
    this.people = people;
  }

  nameOf(uid: Uuid): string {
    return this.people().get(uid)?.displayName ?? 'somebody';
  }
}

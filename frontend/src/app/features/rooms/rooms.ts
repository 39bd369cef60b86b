import { Component, computed, DestroyRef, effect, inject, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { ListedRoom, Uuid } from '@parley/protocol';
import { GENERAL } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { RoomJoining } from '../../core/chat/later/room-joining.ts';
import { RoomSearch } from '../../core/chat/later/room-search.ts';
import { textInAddress } from '../../core/device/later/text-in-address.ts';
import { Icon } from '../../shared/icon.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { PagedList } from '../../shared/later/paged-list.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { RoomLine } from './room-line.ts';
import { ROOM_MESSAGES } from './room-messages.ts';

/** All rooms of this server; a click joins or opens one. */
@Component({
  selector: 'parley-rooms',
  imports: [Icon, PageHeader, PagedList, ProblemNote, RoomLine, RouterLink],
  providers: [RoomSearch],
  templateUrl: './rooms.html',
  styleUrl: './rooms.scss',
})
export class Rooms {
  private readonly chat = inject(Chat);
  private readonly rooms = inject(RoomJoining);
  private readonly router = inject(Router);
  private readonly destroyRef = inject(DestroyRef);
  protected readonly search = inject(RoomSearch);
  /** What is looked for, also from the finder. */
  protected readonly query = textInAddress('q');
  protected readonly failure = signal<Problem | undefined>(undefined);
  /** Those being joined: one may be pressed while another one is on its way. */
  protected readonly joining = signal<ReadonlySet<Uuid>>(new Set());
  /** The one pressed last is opened. */
  private latest: Uuid | undefined;

  protected readonly messages = ROOM_MESSAGES;
  protected readonly general = GENERAL;
  /** Whether the administrator may create the room that everyone joins who registers. */
  private readonly generalOffer = resource({
    params: () => this.chat.me().admin || undefined,
    loader: async () => (await this.chat.client.rooms()).isGeneralOffered(),
  });
  protected readonly offered = computed(() => this.generalOffer.hasValue() && this.generalOffer.value());

  constructor() {
    effect(() => this.search.query.set(this.query.value()));
  }

  protected readonly found = computed(() => this.search.items() ?? []);
  protected readonly nothing = computed(() => {
    const query = this.search.query().trim();
    return query === '' ? ROOM_MESSAGES.none : ROOM_MESSAGES.noneMatch(query);
  });
  /** How many match, for who does not see the list. */
  protected readonly said = computed(() => {
    const { length } = this.found();
    if (this.search.query().trim() === '' || this.search.awaited()) return '';
    return length === 0 ? this.nothing() : ROOM_MESSAGES.found(length);
  });

  /** The user may have left or joined since the directory was read. */
  protected isIn({ conversation, joined }: ListedRoom): boolean {
    const row = this.chat.row(conversation);
    return row === undefined ? joined : row.role !== null;
  }

  protected async join(room: ListedRoom): Promise<void> {
    await this.goInto(room.conversation, () => this.rooms.join(room));
  }

  protected async createGeneral(): Promise<void> {
    await this.goInto(GENERAL, async () => (await this.chat.client.rooms()).createGeneral());
  }

  private async goInto(conversation: Uuid, enter: () => Promise<unknown>): Promise<void> {
    if (this.joining().has(conversation)) return;
    this.failure.set(undefined);
    this.joining.update((rooms) => new Set([...rooms, conversation]));
    this.latest = conversation;
    try {
      if ((await enter()) === false) return;
      // Who went elsewhere meanwhile stays there.
      if (this.latest === conversation && !this.destroyRef.destroyed)
        await this.router.navigate(['/c', conversation]);
    } catch (error) {
      this.failure.set(problemOf(error));
      // It may have been deleted.
      this.search.reload();
    } finally {
      this.joining.update((rooms) => new Set([...rooms].filter((room) => room !== conversation)));
    }
  }
}

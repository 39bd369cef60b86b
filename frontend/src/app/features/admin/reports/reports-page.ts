import { Component, computed, inject, signal } from '@angular/core';
import type { Report, User, Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { retryOnline } from '../../../core/chat/retry-online.ts';
import { Clock } from '../../../core/device/clock.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { exactTime } from '../../../shared/dates.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { type Paged, PagedList } from '../../../shared/later/paged-list.ts';
import { reasonText } from '../../../shared/later/report-words.ts';
import { whenOf } from '../../../shared/later/when-of.ts';
import { QUEUE_MESSAGES } from './report-queue-messages.ts';
import { ReportView } from './report-view.ts';

type State = 'open' | 'ended';

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'ended', label: 'Decided' },
] as const;

/** Reports of messages: those that wait for a decision, and what was decided. What was disclosed is fetched when one is opened. */
@Component({
  selector: 'parley-reports-page',
  imports: [PagedList, ReportView],
  templateUrl: './reports-page.html',
  styleUrl: './reports-page.scss',
})
export class ReportsPage {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly toasts = inject(Toasts);

  protected readonly messages = QUEUE_MESSAGES;
  protected readonly states = STATES;
  protected readonly reason = reasonText;
  protected readonly time = exactTime;
  protected readonly state = signal<State>('open');
  protected readonly shown = signal<Uuid | undefined>(undefined);
  protected readonly open = signal<number | undefined>(undefined);
  private readonly reports = signal<readonly Report[] | undefined>(undefined);
  private readonly people = signal<ReadonlyMap<Uuid, User>>(new Map());
  private readonly next = signal<Uuid | undefined>(undefined);
  private readonly problem = signal<Problem | undefined>(undefined);
  private readonly isLoadingMore = signal(false);
  /** Whose mute was lifted here: their reports still say how long it was meant to be. */
  private readonly unmuted = signal<ReadonlySet<Uuid>>(new Set());
  protected readonly items = computed(() => this.reports() ?? []);
  protected readonly list: Paged = {
    items: () => this.reports(),
    hasMore: () => this.next() !== undefined,
    isLoadingMore: () => this.isLoadingMore(),
    problem: () => this.problem(),
    retry: () => this.load(),
    showMore: () => this.showMore(),
  };

  constructor() {
    void this.load();
    retryOnline(
      () => this.problem() !== undefined,
      () => this.load(),
    );
  }

  protected show(state: State): void {
    this.state.set(state);
    this.reports.set(undefined);
    this.shown.set(undefined);
    void this.load();
  }

  protected toggle(id: Uuid): void {
    this.shown.update((shown) => (shown === id ? undefined : id));
  }

  /** Behind a decision, which may have muted somebody anew. */
  protected reload(): void {
    this.unmuted.set(new Set());
    this.shown.set(undefined);
    void this.load();
  }

  protected name(uid: Uuid): string {
    return this.people().get(uid)?.displayName ?? QUEUE_MESSAGES.somebody;
  }

  protected when(time: number): string {
    return whenOf(time, this.clock.now());
  }

  protected endOf({ end }: Report): string {
    if (end === undefined) return '';
    const { kind, by, time, until } = end;
    const what = QUEUE_MESSAGES.ended[kind] ?? QUEUE_MESSAGES.otherEnd;
    const whole = until === undefined ? what : `${what} ${QUEUE_MESSAGES.until(this.when(until))}`;
    const when = this.when(time);
    return by === undefined
      ? QUEUE_MESSAGES.endedAt(whole, when)
      : QUEUE_MESSAGES.endedBy(whole, this.name(by), when);
  }

  protected isMuted({ sender, end }: Report): boolean {
    return (end?.until ?? 0) > this.clock.now() && !this.unmuted().has(sender);
  }

  protected async unmute({ sender }: Report): Promise<void> {
    await this.toasts.attempt(async () => {
      await (await this.chat.client.reports()).unmute(sender);
      this.unmuted.update((unmuted) => new Set([...unmuted, sender]));
      await this.toasts.say(QUEUE_MESSAGES.unmuted(this.name(sender)));
    });
  }

  private async load(): Promise<void> {
    this.problem.set(undefined);
    await this.fetch(undefined, () => []);
  }

  private async showMore(): Promise<void> {
    if (this.isLoadingMore()) return;
    this.isLoadingMore.set(true);
    await this.fetch(this.next(), () => this.items());
    this.isLoadingMore.set(false);
  }

  private async fetch(after: Uuid | undefined, before: () => readonly Report[]): Promise<void> {
    const state = this.state();
    try {
      const page = await (await this.chat.client.reports()).page(state, after);
      // Another list may be shown by now.
      if (state !== this.state()) return;
      this.people.update(
        (people) => new Map([...people, ...page.users.map((user) => [user.uid, user] as const)]),
      );
      this.reports.set([...before(), ...page.reports]);
      this.open.set(page.open);
      this.next.set(page.next);
    } catch (error) {
      if (state === this.state()) this.problem.set(problemOf(error));
    }
  }
}

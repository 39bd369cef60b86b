import { computed, inject, Injectable, linkedSignal, type Signal, signal } from '@angular/core';
import type { User, Uuid } from '@parley/protocol';
import { currentMembers } from '@parley/protocol/core';
import { Chat } from '../../../core/chat/chat.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { mentionQueryAt } from './mention-query.ts';
import type { mentionable } from './mentionable.ts';

/** What `@all` and `@here` mean in the open group. It comes with code that is loaded with the first `@`. */
export interface Calls {
  /** They themselves, where the user may write them. */
  readonly users: Signal<readonly User[]>;
  /** Whom a mention of these names, besides. */
  readonly widened: Signal<(uids: Uuid[]) => Uuid[]>;
  /** Whether it is known whom the text reaches by them, or that nobody can tell now. */
  readonly isKnown: Signal<boolean>;
}

/** Offers members of a group while a mention is being typed. Provided by the composer. */
@Injectable()
export class Mentioning {
  private readonly chat = inject(Chat);
  private readonly open = inject(OpenConversation);
  private readonly typed = signal({ text: '', caret: 0 });

  private readonly members = computed<readonly User[]>(() => {
    const state = this.open.current()?.details()?.state;
    if (state?.type !== 'group') return [];
    const me = this.chat.me().uid;
    const uids = new Set([...currentMembers(state), ...this.met()]);
    uids.delete(me);
    return [...[...uids].flatMap((uid) => this.chat.user(uid) ?? []), ...this.called()];
  });
  readonly calls = signal<Calls | undefined>(undefined);
  private readonly called = computed(() => this.calls()?.users() ?? []);
  /** Members of a room who were looked for: its state holds few. */
  readonly met = signal<readonly Uuid[]>([]);
  readonly isRoom = computed(() => this.chat.isRoom(this.open.current()?.id ?? ''));
  /** The users that a mention can reach: the readers; everyone until the members are known. */
  readonly readers = computed<readonly User[]>(() => {
    const current = this.open.current();
    const peer = current?.peer();
    if (peer !== undefined) return [this.chat.user(peer)].filter((user) => user !== undefined);
    if (current?.details()?.state.type === 'group') return this.members();
    return [...this.chat.users().values(), ...this.called()];
  });
  private readonly query = computed(() => mentionQueryAt(this.typed().text, this.typed().caret));
  /** Whether a mention is being typed where there is somebody to mention. */
  readonly isTyped = computed(
    () => this.query() !== undefined && (this.isRoom() || this.members().length > 0),
  );
  /** Finds the candidates; comes with the lazily loaded list. */
  readonly find = signal<typeof mentionable | undefined>(undefined);
  readonly offered = computed(() => {
    const query = this.query();
    return query === undefined ? [] : (this.find()?.(this.members(), query) ?? []);
  });
  /** Whether the lazily loaded list is on screen. */
  readonly isShown = signal(false);
  readonly isOffering = computed(() => this.isShown() && this.offered().length > 0);
  readonly active = linkedSignal({ source: this.offered, computation: () => 0 });
  /** The candidate for Enter; none before the list is visible. */
  readonly chosen = computed(() => (this.isShown() ? this.offered()[this.active()] : undefined));

  follow(text: string, caret: number): void {
    this.typed.set({ text, caret });
  }

  /** If the caret moves away or text is selected, the list closes. */
  caretMoved(start: number, end: number): void {
    if (this.query() !== undefined && (start !== end || end !== this.typed().caret)) this.close();
  }

  close(): void {
    this.follow('', 0);
  }

  /** @returns whether the list handled the key */
  handleKey({ key }: KeyboardEvent): boolean {
    if (!this.isOffering()) return false;
    if (key === 'ArrowUp') this.move(-1);
    else if (key === 'ArrowDown') this.move(1);
    else if (key === 'Escape') this.close();
    else return false;
    return true;
  }

  /** The replacement for the typed part of a mention. */
  complete({
    username,
  }: User): { readonly from: number; readonly to: number; readonly text: string } | undefined {
    const query = this.query();
    return query && { from: query.at, to: this.typed().caret, text: `@${username} ` };
  }

  /** Up and Down wrap around the candidates. */
  private move(by: -1 | 1): void {
    const count = this.offered().length;
    this.active.update((active) => (active + by + count) % count);
  }
}

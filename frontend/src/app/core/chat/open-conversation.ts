import {
  computed,
  createEnvironmentInjector,
  DestroyRef,
  effect,
  EnvironmentInjector,
  inject,
  Injectable,
  signal,
  untracked,
} from '@angular/core';
import type { Conversation } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { Chat } from './chat.ts';
import { fromAtom } from './from-atom.ts';

/** The conversation of a page: opened with the page and closed after it. Provided by the page. */
@Injectable()
export class OpenConversation {
  private readonly chat = inject(Chat);
  private readonly parent = inject(EnvironmentInjector);
  readonly id = signal<Uuid | undefined>(undefined);
  readonly current = signal<OpenedConversation | undefined>(undefined);
  /** Whether it is one with a machine that takes nothing but new messages. */
  readonly isSimple = computed(() => this.chat.sealed().get(this.id() ?? '')?.protection === 'simple');

  constructor() {
    effect((onCleanup) => {
      const id = this.id();
      if (id === undefined) return;
      const opened = untracked(() => this.open(id));
      this.current.set(opened);
      onCleanup(() => opened.scope.destroy());
    });
  }

  private open(id: Uuid): OpenedConversation {
    const conversation = this.chat.client.open(id);
    const scope = createEnvironmentInjector([], this.parent);
    const owner = scope.get(DestroyRef);
    owner.onDestroy(() => conversation.close());
    return {
      id,
      conversation,
      scope,
      peer: fromAtom(conversation.peer, owner),
      items: fromAtom(conversation.items, owner),
      older: fromAtom(conversation.older, owner),
      newer: fromAtom(conversation.newer, owner),
      details: fromAtom(conversation.details, owner),
      typing: fromAtom(conversation.typing, owner),
    };
  }
}

type Signals = Pick<Conversation, 'peer' | 'items' | 'older' | 'newer' | 'details' | 'typing'>;
type OpenedConversation = {
  readonly [Key in keyof Signals]: ReturnType<typeof fromAtom<ReturnType<Signals[Key]['get']>>>;
} & {
  readonly id: Uuid;
  readonly conversation: Conversation;
  readonly scope: EnvironmentInjector;
};

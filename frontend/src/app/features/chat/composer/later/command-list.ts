import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  ElementRef,
  inject,
  linkedSignal,
  resource,
} from '@angular/core';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { type KnownCommand, KnownCommands } from './known-commands.ts';

/** In the list at once. */
const SHOWN = 8;

/** The server commands that fit what is typed behind `/`, with their help. The field keeps the focus. */
@Component({
  selector: 'parley-command-list',
  template: `
    @if (offered().length > 0) {
      <ul id="commands" role="listbox" aria-label="Command">
        @for (command of offered(); track command.name) {
          <li
            role="option"
            tabindex="-1"
            [id]="'command-' + $index"
            [attr.aria-selected]="$index === active()"
            (pointerdown)="$event.preventDefault(); complete(command)"
          >
            <span>/{{ command.name }}</span>
            <span class="muted small ellipsis">{{ command.help }}</span>
          </li>
        }
      </ul>
    }
    @if (isReadThere()) {
      <p class="muted small" role="status">Commands go to the server, which reads them</p>
    }
  `,
  styles: `
    @use '../../../../../styles/offered';
    @include offered.offered;
    p {
      padding-inline: 1rem;
    }
  `,
})
export class CommandList {
  private readonly chat = inject(Chat);
  private readonly composing = inject(Composing);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly known = inject(KnownCommands);
  private readonly conversation = inject(OpenConversation).id() ?? '';
  /** Asked when the first command is typed. Offline there is none: nothing could run. */
  private readonly all = resource({
    params: () => this.chat.connection().kind === 'online' || undefined,
    loader: () => this.known.all(),
  });
  private readonly typed = computed(() => /^\/([a-z0-9_]*)$/.exec(this.composing.text())?.[1]);
  /** Until the text changes. */
  private readonly isClosed = linkedSignal({ source: this.composing.text, computation: () => false });
  /** None once the name is whole: Enter runs it. */
  protected readonly offered = computed<readonly KnownCommand[]>(() => {
    const [typed, all] = [this.typed(), this.all.hasValue() ? this.all.value() : []];
    if (typed === undefined || this.isClosed() || all.some(({ name }) => name === typed)) return [];
    return all.filter(({ name }) => name.startsWith(typed)).slice(0, SHOWN);
  });
  /** The server reads nothing else that is written here. */
  protected readonly isReadThere = computed(() => {
    const isCommand = /^\/[a-z0-9_]*(?:\s|$)/.test(this.composing.text().trim());
    const protection = this.chat.sealed().get(this.conversation)?.protection;
    return isCommand && this.composing.subject() === undefined && protection !== 'open';
  });
  protected readonly active = linkedSignal({ source: this.offered, computation: () => 0 });

  constructor() {
    const document = inject(DOCUMENT);
    afterRenderEffect(() => this.describe(this.offered().length > 0 ? this.active() : undefined));
    const handle = (event: KeyboardEvent) => this.handleKey(event);
    // Before the field's own keys: Enter would send.
    document.addEventListener('keydown', handle, { capture: true });
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', handle, { capture: true }));
  }

  protected complete({ name }: KnownCommand): void {
    const text = `/${name} `;
    this.composing.write(text, text.length);
  }

  /** Tells screen readers which one Enter takes. Here, because few conversations need it at once. */
  private describe(active: number | undefined): void {
    const described = { 'aria-controls': 'commands', 'aria-activedescendant': `command-${active}` };
    for (const [name, value] of Object.entries(described))
      if (active === undefined) this.field?.removeAttribute(name);
      else this.field?.setAttribute(name, value);
  }

  private get field(): HTMLTextAreaElement | null | undefined {
    return this.host.nativeElement.parentElement?.querySelector('textarea');
  }

  private handleKey(event: KeyboardEvent): void {
    const [count, chosen] = [this.offered().length, this.offered()[this.active()]];
    if (chosen === undefined || event.isComposing || event.shiftKey || event.target !== this.field) return;
    if (event.key === 'ArrowDown') this.active.update((active) => (active + 1) % count);
    else if (event.key === 'ArrowUp') this.active.update((active) => (active + count - 1) % count);
    else if (event.key === 'Tab' || event.key === 'Enter') this.complete(chosen);
    else if (event.key === 'Escape') this.isClosed.set(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

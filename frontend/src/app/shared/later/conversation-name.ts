import {
  afterNextRender,
  Component,
  type ElementRef,
  inject,
  Injector,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import type { ShortLook } from '@parley/client';
import type { Uuid } from '@parley/protocol';
import { problemOf } from '../forms/problem.ts';
import { nameRule } from '../forms/name-rule.ts';
import { TextField } from '../forms/text-field.ts';
import { Avatar } from '../people/avatar.ts';
import { LaterIcon } from './later-icon.ts';

/** The name of a group or a room, which becomes a field if the user may change it. */
@Component({
  selector: 'parley-conversation-name',
  imports: [Avatar, FormRoot, LaterIcon, TextField],
  template: `
    <parley-avatar
      size="large"
      [kind]="kind()"
      [id]="conversation()"
      [name]="name()"
      [sign]="look()?.icon"
      [colour]="look()?.colour"
    />
    @if (editing()) {
      <form [formRoot]="form" class="stack" (keydown.escape)="$event.preventDefault(); stop()">
        <parley-text-field
          [label]="kind() === 'room' ? 'Room name' : 'Group name'"
          [field]="form.name"
          focused
        />
        <div class="actions">
          <button type="button" class="outlined" (click)="stop()">Cancel</button>
          <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Rename</button>
        </div>
      </form>
    } @else {
      <h3>
        {{ name() }}
        @if (editable()) {
          <button
            #opener
            type="button"
            class="icon-button"
            [attr.aria-label]="kind() === 'room' ? 'Rename room' : 'Rename group'"
            title="Rename"
            (click)="edit()"
          >
            <parley-icon name="edit" />
          </button>
        }
      </h3>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-items: center;
      gap: 0.5rem;
    }
    h3 {
      display: flex;
      align-items: center;
      font-size: 1.125rem;
      text-align: center;
    }
    form {
      inline-size: 100%;
    }
    .actions {
      display: flex;
      justify-content: flex-end;
      gap: 0.5rem;
    }
  `,
})
export class ConversationName {
  readonly conversation = input.required<Uuid>();
  readonly name = input.required<string>();
  readonly kind = input<'group' | 'room'>('group');
  /** What is wrong with a name; undefined if nothing is. */
  readonly problemOf = input.required<(name: string) => string | undefined>();
  readonly editable = input(false);
  /** How a room presents itself. */
  readonly look = input<ShortLook>();
  /** Gives it another name. What is refused stays in the field, with the reason. */
  readonly rename = input.required<(name: string) => Promise<void>>();

  private readonly injector = inject(Injector);
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');
  protected readonly editing = signal(false);
  private readonly model = signal({ name: '' });
  protected readonly form = form(
    this.model,
    (path) => nameRule(path.name, (name) => this.problemOf()(name)),
    {
      submission: {
        action: async ({ name }) => {
          const message = await this.save(name().value().trim());
          return message === undefined ? undefined : { kind: 'refused', message, fieldTree: name };
        },
      },
    },
  );

  protected edit(): void {
    this.model.set({ name: this.name() });
    this.editing.set(true);
  }

  /** Shows the name again, and focuses the button that opened the field. */
  protected stop(): void {
    this.editing.set(false);
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }

  /** @returns why it is not called that now */
  private async save(name: string): Promise<string | undefined> {
    try {
      if (name !== this.name()) await this.rename()(name);
      this.stop();
      return undefined;
    } catch (error) {
      return problemOf(error).text;
    }
  }
}

import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { LIMITS, type RoomLook, Topic, type Uuid } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { ColourChoice } from '../../../shared/forms/colour-choice.ts';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextArea } from '../../../shared/forms/text-area.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { Avatar } from '../../../shared/people/avatar.ts';
import { EmojiPickers } from '../../chat/emoji/emoji-pickers.ts';
import { ORDER_MESSAGES } from './order-messages.ts';

/** A room whose look is to be changed. */
export interface Described {
  readonly room: Uuid;
  readonly name: string;
  /** As it was when the dialog opened. */
  readonly look: RoomLook;
  /** As it is: somebody else may have changed it meanwhile. */
  readonly now: () => RoomLook | undefined;
}

interface Changes {
  readonly topic?: string;
  readonly description?: string;
  readonly icon?: string | undefined;
  readonly colour?: number | undefined;
}

/** Topic, description, icon and colour of a room. What the server refuses stays in the fields. */
@Component({
  selector: 'parley-describe-room',
  imports: [Avatar, ColourChoice, FormRoot, ProblemNote, TextArea, TextField],
  host: { role: 'document', '(keydown.escape)': 'closeUnlessChanged()' },
  template: `
    <form [formRoot]="form" class="stack">
      <h2>{{ messages.about }}</h2>
      <parley-text-field
        label="Topic"
        [hint]="messages.topicHint"
        [field]="form.topic"
        autocapitalize="sentences"
        focused
      />
      <parley-text-area label="Description" [rows]="4" [field]="form.description" />
      <div class="icon">
        <parley-avatar
          size="large"
          kind="room"
          [id]="room"
          [name]="name"
          [sign]="icon()"
          [colour]="colour()"
        />
        <button #picker type="button" class="outlined" aria-haspopup="dialog" (click)="pick(picker)">
          {{ icon() === undefined ? 'Choose an icon' : 'Change icon' }}
        </button>
        @if (icon() !== undefined) {
          <button type="button" class="quiet" (click)="icon.set(undefined)">Remove icon</button>
        }
      </div>
      <parley-colour-choice [id]="room" [(colour)]="colour" />
      @if (failure(); as problem) {
        <parley-problem-note [problem]="problem" />
      }
      <div class="actions">
        <button type="button" class="outlined" [attr.aria-disabled]="form().submitting()" (click)="close()">
          Cancel
        </button>
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Save</button>
      </div>
    </form>
  `,
  styles: `
    @use '../../../../styles/dialog';
    :host {
      @include dialog.dialog;
    }
    .icon {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.5rem 1rem;
    }
  `,
})
export class DescribeRoom {
  private readonly chat = inject(Chat);
  private readonly pickers = inject(EmojiPickers);
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  private readonly described = inject<Described>(DIALOG_DATA);

  protected readonly messages = ORDER_MESSAGES;
  protected readonly room = this.described.room;
  protected readonly name = this.described.name;
  protected readonly icon = signal(this.described.look.icon);
  protected readonly colour = signal(this.described.look.colour);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ topic: this.described.look.topic, description: this.described.look.description }),
    (path) => {
      for (const [field, longest] of [
        [path.topic, LIMITS.topicMax],
        [path.description, LIMITS.descriptionMax],
      ] as const)
        maxLength(field, longest, { message: ORDER_MESSAGES.atMost(longest) });
      validate(path.topic, ({ value }) =>
        value().length > LIMITS.topicMax || Topic.safeParse(value()).success
          ? undefined
          : { kind: 'letters', message: ORDER_MESSAGES.topicLetters },
      );
    },
    { submission: { action: async () => this.save() } },
  );

  protected pick(origin: HTMLElement): Promise<void> {
    return this.pickers.open(origin, (emoji) => this.icon.set(emoji));
  }

  /** Not while it is being saved: a refusal would be shown nowhere. */
  protected close(): void {
    if (!this.form().submitting()) this.ref.close();
  }

  /** What was written is not lost by a key. */
  protected closeUnlessChanged(): void {
    if (Object.keys(this.changes()).length === 0) this.close();
  }

  /** The look is said as a whole: what was not changed here stays as it is by now. */
  private async save(): Promise<void> {
    this.failure.set(undefined);
    const { look, now } = this.described;
    const { icon, colour, ...texts } = { ...(now() ?? look), ...this.changes() };
    try {
      const { order } = await this.chat.client.rooms();
      await order.describe(this.room, {
        ...texts,
        ...(icon !== undefined && { icon }),
        ...(colour !== undefined && { colour }),
      });
      this.ref.close();
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }

  /** What differs from the look that the dialog began with; an icon that was taken away is there, and undefined. */
  private changes(): Changes {
    const { topic, description } = this.form().value();
    const { look } = this.described;
    const wanted = {
      topic: topic.trim(),
      description: description.trim(),
      icon: this.icon(),
      colour: this.colour(),
    };
    return {
      ...(wanted.topic !== look.topic && { topic: wanted.topic }),
      ...(wanted.description !== look.description && { description: wanted.description }),
      ...(wanted.icon !== look.icon && { icon: wanted.icon }),
      ...(wanted.colour !== look.colour && { colour: wanted.colour }),
    };
  }
}

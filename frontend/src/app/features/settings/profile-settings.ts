import { Component, inject, signal } from '@angular/core';
import { form, FormRoot, maxLength } from '@angular/forms/signals';
import { LIMITS } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Toasts } from '../../core/overlays/toasts.ts';
import { displayNameRules } from '../../shared/forms/account-rules.ts';
import { ColourChoice } from '../../shared/forms/colour-choice.ts';
import { TextArea } from '../../shared/forms/text-area.ts';
import { Avatar } from '../../shared/people/avatar.ts';
import { ACTION_MESSAGES } from '../../shared/later/action-messages.ts';
import { type Problem, problemOf } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { TextField } from '../../shared/forms/text-field.ts';

@Component({
  selector: 'parley-profile-settings',
  imports: [Avatar, ColourChoice, FormRoot, ProblemNote, TextArea, TextField],
  templateUrl: './profile-settings.html',
  styleUrl: './profile-settings.scss',
})
export class ProfileSettings {
  protected readonly chat = inject(Chat);
  private readonly toasts = inject(Toasts);
  private readonly me = this.chat.me();

  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly colour = signal(this.me.colour);
  private readonly model = signal({ displayName: this.me.displayName, about: this.me.about });
  protected readonly form = form(
    this.model,
    (path) => {
      displayNameRules(path.displayName);
      maxLength(path.about, LIMITS.aboutMax, { message: `At most ${LIMITS.aboutMax} characters.` });
    },
    { submission: { action: async () => this.save() } },
  );

  private async save(): Promise<void> {
    this.failure.set(undefined);
    const { displayName, about } = this.model();
    const colour = this.colour();
    const profile = {
      displayName: displayName.trim(),
      about: about.trim(),
      ...(colour !== undefined && { colour }),
    };
    try {
      await this.chat.client.people.changeProfile(profile);
      await this.toasts.say(ACTION_MESSAGES.profileSaved);
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}

import { Component, DestroyRef, inject, signal } from '@angular/core';
import { form, FormField, FormRoot } from '@angular/forms/signals';
import { Router } from '@angular/router';
import type { User } from '@parley/protocol';
import { Chat } from '../../core/chat/chat.ts';
import { Keyless } from '../../core/chat/later/keyless.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import type { Problem } from '../../shared/forms/problem.ts';
import { ProblemNote } from '../../shared/forms/problem-note.ts';
import { nameRule } from '../../shared/forms/name-rule.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { groupNameProblem } from './group-name-problem.ts';
import { MemberPicker } from './member-picker.ts';

@Component({
  selector: 'parley-new-group',
  imports: [FormField, FormRoot, MemberPicker, PageHeader, ProblemNote, TextField],
  template: `
    <parley-page-header heading="New group" />
    <div class="page">
      <form [formRoot]="form" class="stack">
        <parley-text-field label="Group name" [field]="form.name" autocapitalize="sentences" focused />
        <fieldset>
          <legend>Members</legend>
          <parley-member-picker [(chosen)]="members" />
        </fieldset>
        <label class="check">
          <input type="checkbox" [formField]="form.open" />
          New members can see earlier messages
        </label>
        @if (failure(); as problem) {
          <parley-problem-note [problem]="problem" />
        }
        <button type="submit" class="primary" [attr.aria-disabled]="form().submitting()">Create group</button>
      </form>
    </div>
  `,
  styles: `
    @use '../../../styles/checkbox';
    @include checkbox.checkbox;
    :host {
      display: flex;
      flex-direction: column;
    }
    fieldset {
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-block-end: 0.25rem;
      font-size: var(--text-small);
      font-weight: 500;
    }
    .check {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-block-size: 40px;
    }
    .primary {
      justify-self: start;
    }
  `,
})
export class NewGroup {
  private readonly chat = inject(Chat);
  private readonly keyless = inject(Keyless);
  private readonly router = inject(Router);
  private readonly destroyRef = inject(DestroyRef);

  protected readonly members = signal<readonly User[]>([]);
  protected readonly failure = signal<Problem | undefined>(undefined);
  protected readonly form = form(
    signal({ name: '', open: false }),
    (path) => nameRule(path.name, groupNameProblem),
    {
      submission: { action: async (field) => this.create(field().value()) },
    },
  );

  private create({ name, open }: { name: string; open: boolean }): Promise<void> {
    const members = this.members().map(({ uid }) => uid);
    const create = async () => {
      const id = await this.chat.client.groups.create(name.trim(), members, open ? 'all' : 'fromJoin');
      // Who went elsewhere meanwhile stays there.
      if (!this.destroyRef.destroyed) await this.router.navigate(['/c', id]);
    };
    return this.keyless.attempt(this.failure, create, members);
  }
}

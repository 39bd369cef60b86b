import {
  afterNextRender,
  Component,
  type ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { form, FormRoot } from '@angular/forms/signals';
import type { Uuid } from '@parley/protocol';
import { Avatar } from '../../shared/people/avatar.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { TextField } from '../../shared/forms/text-field.ts';
import { groupNameRules } from './group-name-rules.ts';

/** The name of a group, which becomes a field if the user may change it. */
@Component({
  selector: 'parley-group-name',
  imports: [Avatar, FormRoot, LaterIcon, TextField],
  template: `
    <parley-avatar size="large" kind="group" [id]="conversation()" [name]="name()" />
    @if (editing()) {
      <form [formRoot]="form" class="stack" (keydown.escape)="$event.preventDefault(); stop()">
        <parley-text-field label="Group name" [field]="form.name" focused />
        <div class="actions">
          <button type="button" class="outlined" (click)="stop()">Cancel</button>
          <button type="submit" class="primary">Rename</button>
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
            aria-label="Rename group"
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
export class GroupName {
  readonly conversation = input.required<Uuid>();
  readonly name = input.required<string>();
  readonly editable = input(false);
  readonly renamed = output<string>();

  private readonly injector = inject(Injector);
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');
  protected readonly editing = signal(false);
  private readonly model = signal({ name: '' });
  protected readonly form = form(this.model, (path) => groupNameRules(path.name), {
    submission: { action: async () => this.rename() },
  });

  protected edit(): void {
    this.model.set({ name: this.name() });
    this.editing.set(true);
  }

  /** Shows the name again, and focuses the button that opened the field. */
  protected stop(): void {
    this.editing.set(false);
    afterNextRender(() => this.opener()?.nativeElement.focus(), { injector: this.injector });
  }

  private rename(): void {
    this.renamed.emit(this.model().name.trim());
    this.stop();
  }
}

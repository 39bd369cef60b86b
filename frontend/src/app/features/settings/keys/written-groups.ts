import { Component, computed, inject, input } from '@angular/core';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { copyText } from '../../../shared/copy-text.ts';
import { Icon } from '../../../shared/icon.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';

/** A key or code as one writes it down: numbered groups of 4 characters. */
@Component({
  selector: 'parley-written-groups',
  imports: [Icon],
  template: `
    <ol [attr.aria-label]="label()">
      @for (group of groups(); track $index) {
        <li>
          <code>{{ group }}</code>
        </li>
      }
    </ol>
    <button
      type="button"
      class="icon-button"
      [attr.aria-label]="'Copy ' + label()"
      title="Copy"
      (click)="copy()"
    >
      <parley-icon name="copy" />
    </button>
  `,
  styles: `
    :host {
      display: flex;
      align-items: start;
      padding: 0.75rem;
      border-radius: var(--radius-control);
      background: var(--mat-sys-surface-container-high);
    }
    ol {
      flex: 1;
      display: grid;
      grid-template-columns: repeat(3, minmax(0, 1fr));
      gap: 0.5rem;
      padding-inline-start: 1.5rem;
    }
    li {
      margin-inline-start: 0.25rem;
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
    }
    code {
      color: var(--mat-sys-on-surface);
      font-size: 1rem;
      letter-spacing: 0.05em;
    }
  `,
})
export class WrittenGroups {
  private readonly toasts = inject(Toasts);

  readonly written = input.required<string>();
  readonly label = input.required<string>();
  protected readonly groups = computed(() => this.written().split('-'));

  protected async copy(): Promise<void> {
    if (await copyText(this.written())) await this.toasts.say(ACTION_MESSAGES.copied);
  }
}

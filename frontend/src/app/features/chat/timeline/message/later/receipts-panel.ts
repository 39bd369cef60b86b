import { CdkTrapFocus } from '@angular/cdk/a11y';
import { Component, computed, inject, input } from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { Names } from '../../../../../core/chat/names.ts';

@Component({
  selector: 'parley-receipts-panel',
  imports: [CdkTrapFocus],
  template: `
    <div
      role="dialog"
      aria-label="Who has seen this"
      tabindex="-1"
      cdkTrapFocus
      cdkTrapFocusAutoCapture
      cdkFocusInitial
    >
      @for (part of parts(); track part.title) {
        <h2>{{ part.title }}</h2>
        <ul>
          @for (member of part.members; track member.uid) {
            <li class="ellipsis">{{ member.name }}</li>
          }
        </ul>
      } @empty {
        <p class="muted">This isn't known on this device yet. Try again when you're online.</p>
      }
    </div>
  `,
  styles: `
    div {
      min-inline-size: 12rem;
      max-inline-size: 20rem;
      max-block-size: 20rem;
      overflow-y: auto;
      padding: 0.75rem 1rem;
      border-radius: 12px;
      outline: none;
      background: var(--mat-sys-surface-bright);
      box-shadow: var(--shadow-float);
    }
    h2 {
      color: var(--mat-sys-on-surface-variant);
      font-size: var(--text-small);
    }
    ul {
      list-style: none;
      margin-block-end: 0.5rem;
    }
  `,
})
export class ReceiptsPanel {
  private readonly names = inject(Names);
  readonly read = input<readonly Uuid[]>([]);
  readonly delivered = input<readonly Uuid[]>([]);
  readonly waiting = input<readonly Uuid[]>([]);

  protected readonly parts = computed(() =>
    [
      { title: 'Read', members: this.named(this.read()) },
      { title: 'Delivered', members: this.named(this.delivered()) },
      { title: 'Not delivered yet', members: this.named(this.waiting()) },
    ].filter(({ members }) => members.length > 0),
  );

  private named(uids: readonly Uuid[]) {
    return uids
      .map((uid) => ({ uid, name: this.names.person(uid) }))
      .sort((a, b) => a.name.localeCompare(b.name));
  }
}

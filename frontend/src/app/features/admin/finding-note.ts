import { Component, computed, input } from '@angular/core';
import type { Finding } from '@parley/protocol';
import { LaterIcon } from '../../shared/later/later-icon.ts';

/** What a check found, and what to do about it. */
@Component({
  selector: 'parley-finding-note',
  imports: [LaterIcon],
  template: `
    <parley-icon [name]="icon()" />
    <div>
      <p class="says">
        <span class="visually-hidden">{{ word() }} </span>{{ finding().says }}
      </p>
      @if (finding().remedy; as remedy) {
        <p class="small muted">{{ remedy }}</p>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.625rem;
      padding-block: 0.5rem;
      overflow-wrap: anywhere;
    }
    .says {
      white-space: pre-line;
    }
    parley-icon {
      inline-size: 1.25rem;
      color: var(--mat-sys-on-surface-variant);
    }
    :host(.warning) parley-icon,
    :host(.problem) parley-icon {
      color: var(--mat-sys-error);
    }
    :host(.problem) .says {
      color: var(--mat-sys-error);
    }
  `,
  host: { '[class]': 'finding().verdict' },
})
export class FindingNote {
  readonly finding = input.required<Finding>();
  protected readonly icon = computed(() => (this.finding().verdict === 'fine' ? 'verified' : 'warning'));
  protected readonly word = computed(() => {
    const words: Readonly<Record<string, string>> = { fine: 'All right:', warning: 'Warning:' };
    return words[this.finding().verdict] ?? 'Problem:';
  });
}

import { Component, computed, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';

let count = 0;

/** A limit: what it counts, its number, and what the number means. */
@Component({
  selector: 'parley-number-setting',
  imports: [FormField],
  template: `
    <label [for]="id">{{ label() }}</label>
    <div>
      <input
        class="input"
        inputmode="numeric"
        autocomplete="off"
        [id]="id"
        [formField]="field()"
        [attr.aria-describedby]="id + '-unit' + (note() === undefined ? '' : ' ' + id + '-note')"
        [attr.aria-invalid]="error() === undefined ? null : true"
      />
      <span class="muted" [id]="id + '-unit'">{{ unit() }}</span>
    </div>
    @if (note(); as note) {
      <span [id]="id + '-note'" [class]="error() === undefined ? 'hint' : 'error'">{{ note }}</span>
    }
  `,
  styles: `
    @use '../../../../styles/field';
    :host {
      @include field.field;
      grid-template-columns: minmax(0, 1fr) 12.5rem;
      align-items: center;
      gap: 0.125rem 1rem;
    }
    label {
      font-size: inherit;
    }
    div {
      display: flex;
      align-items: center;
      gap: 0.5rem;
    }
    .input {
      inline-size: 6.5rem;
      text-align: end;
      font-variant-numeric: tabular-nums;
    }
    .input:disabled {
      border-color: transparent;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
    }
    .muted {
      font-size: var(--text-small);
    }
    .hint,
    .error {
      grid-column: 1 / -1;
    }
    @media (width < 480px) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class NumberSetting {
  readonly label = input.required<string>();
  readonly unit = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly hint = input<string>();

  protected readonly id = `number-${String(++count)}`;
  protected readonly error = computed(() => this.field()().errors()[0]?.message);
  protected readonly note = computed(() => this.error() ?? this.hint());
}

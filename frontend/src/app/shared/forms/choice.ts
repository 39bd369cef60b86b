import { Component, input, model } from '@angular/core';

export interface Option<T> {
  readonly value: T;
  readonly label: string;
}

let count = 0;

/** One of a few options. */
@Component({
  selector: 'parley-choice',
  template: `
    <fieldset [disabled]="disabled()">
      <legend>{{ label() }}</legend>
      @for (option of options(); track option.value) {
        <label>
          <input
            type="radio"
            [name]="name"
            [checked]="option.value === value()"
            (change)="value.set(option.value)"
          />
          {{ option.label }}
        </label>
      }
      <ng-content />
    </fieldset>
  `,
  styles: `
    @use '../../../styles/radio';
    @include radio.radio;
    fieldset {
      min-inline-size: 0;
      margin: 0 0 1.25rem;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      font-weight: 500;
    }
    label {
      display: flex;
      align-items: center;
      gap: 0.625rem;
      min-block-size: 44px;
      padding-block: 0.375rem;
      line-height: 1.3;
      cursor: pointer;
    }
    fieldset:disabled label {
      color: var(--mat-sys-on-surface-variant);
      cursor: default;
    }
    fieldset:disabled input {
      opacity: 0.5;
    }
  `,
})
export class Choice<T> {
  readonly label = input.required<string>();
  readonly options = input.required<readonly Option<T>[]>();
  readonly value = model.required<T>();
  readonly disabled = input(false);
  protected readonly name = `choice-${String(++count)}`;
}

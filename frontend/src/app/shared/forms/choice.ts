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
    @use '../../../styles/choices';
    @use '../../../styles/radio';
    @include choices.choices;
    @include radio.radio;
    :host {
      display: block;
      margin-block-end: 1.25rem;
    }
    label {
      padding-block: 0.375rem;
      line-height: 1.3;
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

import { Component, computed, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';

let count = 0;

/** A labelled field for some lines of text. What is wrong is said at once: only its length can be. */
@Component({
  selector: 'parley-text-area',
  imports: [FormField],
  template: `
    <label [for]="id">{{ label() }}</label>
    <textarea
      class="input"
      dir="auto"
      [id]="id"
      [rows]="rows()"
      [formField]="field()"
      [attr.aria-invalid]="error() === undefined ? null : true"
      [attr.aria-describedby]="note() === undefined ? null : id + '-note'"
    ></textarea>
    @if (note(); as note) {
      <span [id]="id + '-note'" [class]="error() === undefined ? 'hint' : 'error'">{{ note }}</span>
    }
  `,
  styles: `
    @use '../../../styles/field';
    :host {
      @include field.field;
    }
  `,
})
export class TextArea {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly hint = input<string>();
  readonly rows = input(3);

  protected readonly id = `text-${String(++count)}`;
  protected readonly error = computed(() => this.field()().errors()[0]?.message);
  protected readonly note = computed(() => this.error() ?? this.hint());
}

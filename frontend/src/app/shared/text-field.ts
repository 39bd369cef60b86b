import {
  afterNextRender,
  booleanAttribute,
  Component,
  computed,
  type ElementRef,
  input,
  viewChild,
} from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';

let count = 0;

/** A labelled field of a form; errors wait until the person has left it. */
@Component({
  selector: 'parley-text-field',
  imports: [FormField],
  host: { class: 'field' },
  template: `
    <label [for]="id">{{ label() }}</label>
    <input
      #input
      class="input"
      dir="auto"
      [id]="id"
      [type]="type()"
      [formField]="field()"
      [attr.autocomplete]="autocomplete()"
      [attr.autocapitalize]="autocapitalize()"
      [attr.aria-describedby]="note() === undefined ? null : id + '-note'"
      [attr.aria-invalid]="error() === undefined ? null : true"
      spellcheck="false"
    />
    @if (note(); as note) {
      <span [id]="id + '-note'" [class]="error() === undefined ? 'hint' : 'error'">{{ note }}</span>
    }
  `,
})
export class TextField {
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly type = input<'text' | 'password'>('text');
  readonly hint = input<string>();
  readonly autocomplete = input('off');
  readonly autocapitalize = input('none');
  /** Takes the focus when the page opens: the first thing to fill in. */
  readonly focused = input(false, { transform: booleanAttribute });
  private readonly element = viewChild.required<ElementRef<HTMLInputElement>>('input');

  protected readonly id = `field-${String(++count)}`;
  protected readonly error = computed(() => {
    const state = this.field()();
    return state.touched() ? state.errors()[0]?.message : undefined;
  });
  protected readonly note = computed(() => this.error() ?? this.hint());

  constructor() {
    afterNextRender(() => {
      if (this.focused()) this.element().nativeElement.focus();
    });
  }
}

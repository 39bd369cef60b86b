import {
  afterNextRender,
  booleanAttribute,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';

let count = 0;

/** A labelled form field. Errors appear once the user has typed and left it, or submits the form. */
@Component({
  selector: 'parley-text-field',
  imports: [FormField],
  template: `
    <label [for]="id">{{ label() }}</label>
    <div [class.secret]="type() === 'password'">
      <input
        #input
        class="input"
        dir="auto"
        [id]="id"
        [type]="shown() ? 'text' : type()"
        [formField]="field()"
        [attr.autocomplete]="autocomplete()"
        [attr.autocapitalize]="autocapitalize()"
        [attr.aria-describedby]="note() === undefined ? null : id + '-note'"
        [attr.aria-invalid]="error() === undefined ? null : true"
        spellcheck="false"
      />
      @if (type() === 'password') {
        <button
          type="button"
          class="quiet"
          aria-label="Show characters"
          [attr.aria-pressed]="shown()"
          (click)="shown.set(!shown())"
        >
          Show
        </button>
      }
    </div>
    @if (note(); as note) {
      <span [id]="id + '-note'" [class]="error() === undefined ? 'hint' : 'error'">{{ note }}</span>
    }
  `,
  styles: `
    @use '../../../styles/field';
    :host {
      @include field.field;
    }
    .secret {
      position: relative;
    }
    .secret .input {
      padding-inline-end: 4.5rem;
    }
    button {
      position: absolute;
      inset-block-start: 2px;
      inset-inline-end: 2px;
    }
    button[aria-pressed='true'] {
      background: color-mix(in srgb, currentcolor 12%, transparent);
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
  /** Takes the focus when the page opens: the first field to fill in. */
  readonly focused = input(false, { transform: booleanAttribute });
  private readonly element = viewChild.required<ElementRef<HTMLInputElement>>('input');

  /** Shows a password in readable characters, for users who want to check it. */
  protected readonly shown = signal(false);
  protected readonly id = `field-${String(++count)}`;
  protected readonly error = computed(() => {
    const state = this.field()();
    return state.touched() ? state.errors()[0]?.message : undefined;
  });
  protected readonly note = computed(() => this.error() ?? this.hint());

  constructor() {
    // Passing through a field without typing does not count as leaving it: Angular is not informed.
    const { nativeElement } = inject<ElementRef<HTMLElement>>(ElementRef);
    const passThrough = (event: Event) => {
      if (!this.field()().dirty()) event.stopPropagation();
    };
    nativeElement.addEventListener('blur', passThrough, { capture: true });
    afterNextRender(() => {
      if (this.focused()) this.element().nativeElement.focus();
    });
  }
}

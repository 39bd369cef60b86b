import { Component, ElementRef, inject, input, output } from '@angular/core';

/** A setting that two administrators have set at once, as each has. */
export interface Conflict {
  readonly id: string;
  readonly label: string;
  readonly mine: string;
  readonly theirs: string;
  readonly isMine: boolean;
}

let count = 0;

/** Lets a user choose between what they have set and what somebody else has saved meanwhile. */
@Component({
  selector: 'parley-setting-conflicts',
  template: `
    <p>{{ text() }}</p>
    @for (conflict of conflicts(); track conflict.id) {
      <fieldset>
        <legend>{{ conflict.label }}</legend>
        <label>
          <input
            type="radio"
            [name]="name + conflict.id"
            [checked]="!conflict.isMine"
            (change)="chosen.emit({ id: conflict.id, isMine: false })"
          />
          <span
            ><span class="whose">Theirs</span> <bdi>{{ conflict.theirs }}</bdi></span
          >
        </label>
        <label>
          <input
            type="radio"
            [name]="name + conflict.id"
            [checked]="conflict.isMine"
            (change)="chosen.emit({ id: conflict.id, isMine: true })"
          />
          <span
            ><span class="whose">Yours</span> <bdi>{{ conflict.mine }}</bdi></span
          >
        </label>
      </fieldset>
    }
  `,
  host: { role: 'alert', tabindex: '-1' },
  styles: `
    @use '../../../../styles/choices';
    @use '../../../../styles/radio';
    @include choices.choices;
    @include radio.radio;
    :host {
      display: grid;
      gap: 0.75rem;
      padding: 0.875rem 1rem;
      border: 1px solid var(--mat-sys-primary);
      border-radius: var(--radius-control);
    }
    bdi {
      overflow-wrap: anywhere;
      white-space: pre-line;
    }
    .whose {
      display: inline-block;
      min-inline-size: 3.5rem;
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class SettingConflicts {
  readonly text = input.required<string>();
  readonly conflicts = input.required<readonly Conflict[]>();
  readonly chosen = output<{ readonly id: string; readonly isMine: boolean }>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly name = `conflict-${String(++count)}-`;

  focus(): void {
    this.element.focus();
  }
}

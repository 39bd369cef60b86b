import { Component, computed, input, model } from '@angular/core';
import type { Uuid } from '@parley/protocol';
import { hueOf, HUES } from '../people/hue.ts';

let count = 0;

/** The hue of an avatar. Where none was chosen, the one that follows from the id is marked. */
@Component({
  selector: 'parley-colour-choice',
  template: `
    <fieldset>
      <legend>Colour</legend>
      @for (hue of hues; track hue) {
        <label [style.--hue]="hue">
          <input
            type="radio"
            class="visually-hidden"
            [name]="name"
            [attr.aria-label]="'Colour ' + ($index + 1)"
            [checked]="hue === shown()"
            (change)="colour.set($index)"
          />
          <span></span>
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      position: relative;
      display: flex;
      flex-wrap: wrap;
      min-inline-size: 0;
      /* The discs begin where the fields above begin. */
      margin: 0 -7px;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0 7px;
      font-size: var(--text-small);
      font-weight: 500;
    }
    label {
      display: grid;
      place-items: center;
      inline-size: 40px;
      block-size: 40px;
      cursor: pointer;
    }
    span {
      inline-size: 26px;
      block-size: 26px;
      border-radius: 50%;
      background: light-dark(oklch(0.5 0.11 var(--hue)), oklch(0.45 0.09 var(--hue)));
    }
    :checked + span {
      outline: 2px solid var(--mat-sys-on-surface);
      outline-offset: 3px;
    }
    :focus-visible + span {
      outline: 2px solid var(--mat-sys-primary);
      outline-offset: 3px;
    }
  `,
})
export class ColourChoice {
  readonly id = input.required<Uuid>();
  readonly colour = model<number>();
  protected readonly hues = HUES;
  protected readonly name = `colour-${String(++count)}`;
  protected readonly shown = computed(() => hueOf(this.id(), this.colour()));
}

import { CdkMenu, CdkMenuItem } from '@angular/cdk/menu';
import { afterNextRender, Component, input, output, viewChild } from '@angular/core';
import { LaterIcon } from './later-icon.ts';
import type { MenuEntry } from '../menu-entry.ts';

@Component({
  selector: 'parley-menu-panel',
  imports: [CdkMenu, CdkMenuItem, LaterIcon],
  // It stands outside of all landmarks of the page.
  host: { role: 'region', '[attr.aria-label]': 'label()' },
  template: `
    <div cdkMenu [attr.aria-label]="label()">
      @for (entry of entries(); track entry.label) {
        <button
          type="button"
          cdkMenuItem
          [class.danger]="entry.danger"
          (cdkMenuItemTriggered)="chosen.emit(entry)"
        >
          <parley-icon [name]="entry.icon" /> {{ entry.label }}
        </button>
      }
    </div>
  `,
  styles: `
    [cdkMenu] {
      display: grid;
      min-inline-size: 12rem;
      padding: 0.375rem;
      border-radius: 12px;
      background: var(--mat-sys-surface-bright);
      box-shadow: var(--shadow-float);
    }
    button {
      justify-content: flex-start;
      gap: 0.75rem;
      padding-inline: 0.75rem;
      border-radius: 8px;
      font-weight: 400;
    }
    button:focus-visible {
      /* Shown where backgrounds are taken away. */
      outline: 2px solid transparent;
      background: var(--mat-sys-surface-container-highest);
    }
  `,
})
export class MenuPanel {
  readonly label = input.required<string>();
  readonly entries = input.required<readonly MenuEntry[]>();
  readonly chosen = output<MenuEntry>();
  private readonly menu = viewChild.required(CdkMenu);

  constructor() {
    afterNextRender(() => this.menu().focusFirstItem('keyboard'));
  }
}

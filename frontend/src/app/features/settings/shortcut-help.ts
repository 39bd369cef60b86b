import { DialogRef } from '@angular/cdk/dialog';
import { Component, inject } from '@angular/core';
import { commandKey } from '../../shared/command-key.ts';
import { Icon } from '../../shared/icon.ts';

@Component({
  selector: 'parley-shortcut-help',
  imports: [Icon],
  template: `
    <header>
      <h2>Keyboard shortcuts</h2>
      <button type="button" class="icon-button" aria-label="Close" (click)="ref.close()">
        <parley-icon name="close" />
      </button>
    </header>
    <dl>
      @for (shortcut of shortcuts; track shortcut.does) {
        <div>
          <dt>
            @for (key of shortcut.keys; track key) {
              <kbd>{{ key }}</kbd>
            }
          </dt>
          <dd>{{ shortcut.does }}</dd>
        </div>
      }
    </dl>
  `,
  styles: `
    :host {
      display: block;
      padding: 1rem 1.25rem 1.25rem;
    }
    header {
      display: flex;
      align-items: center;
      justify-content: space-between;
    }
    dl div {
      display: flex;
      gap: 1rem;
      padding-block: 0.3125rem;
    }
    dt {
      flex: 0 0 9rem;
    }
    kbd {
      display: inline-block;
      margin-inline-end: 0.25rem;
      padding: 0.0625rem 0.4375rem;
      border-radius: 5px;
      background: var(--mat-sys-surface-container-highest);
      font: inherit;
      font-size: var(--text-small);
    }
  `,
})
export class ShortcutHelp {
  protected readonly ref = inject(DialogRef);
  protected readonly shortcuts = [
    { keys: [commandKey(), 'K'], does: 'Find a conversation or a person' },
    { keys: [commandKey(), 'F'], does: 'Search messages in the open conversation' },
    { keys: ['Alt', '↑ ↓'], does: 'Previous or next conversation' },
    { keys: ['↑ ↓'], does: 'Move in a list, or between messages' },
    { keys: ['↑'], does: 'In an empty message field: edit the last message' },
    { keys: ['Enter'], does: 'Send' },
    { keys: ['Shift', 'Enter'], does: 'Start a new line' },
    { keys: ['Esc'], does: 'Close or go back' },
    { keys: ['?'], does: 'Show these shortcuts' },
  ];
}

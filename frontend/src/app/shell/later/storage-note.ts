import { Component, DestroyRef, DOCUMENT, inject } from '@angular/core';
import { Chat } from '../../core/chat/chat.ts';
import { fromAtom } from '../../core/chat/from-atom.ts';
import { Icon } from '../../shared/icon.ts';

/** Says why this browser's copy of the conversations cannot be used, and what to do next. */
@Component({
  selector: 'parley-storage-note',
  imports: [Icon],
  template: `
    @if (chat.problem(); as problem) {
      <div role="alert">
        <parley-icon name="error" />
        <div class="words">
          @switch (problem) {
            @case ('unavailable') {
              <p>
                This browser doesn't let Parley store your conversations. Leave the private window, allow this
                site to store data, or free some disk space. Then try again.
              </p>
            }
            @case ('newer') {
              <p>You used a newer version of Parley in this browser. Reload to continue.</p>
            }
            @case ('blocked') {
              <p>An older version of Parley is open in another tab. Close that tab to continue here.</p>
            }
            @case ('lost') {
              <p>
                This browser deleted the conversations that Parley stored here. Reload to get them back from
                the server.
                @if (unstored()) {
                  First wait until your messages are sent: this browser can't store them now.
                } @else {
                  What you haven't sent yet is kept.
                }
              </p>
            }
            @case ('full') {
              <p>
                This browser has no room to store your messages. Free some disk space, or they may be missing
                after a reload.
              </p>
            }
            @case ('taken') {
              <p>You logged out or started a newer version in another tab. Reload to continue here.</p>
            }
          }
        </div>
        <button type="button" (click)="reload()">
          {{ problem === 'lost' || problem === 'newer' || problem === 'taken' ? 'Reload' : 'Try again' }}
        </button>
      </div>
    }
  `,
  styles: `
    [role='alert'] {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 0.75rem;
      padding: 0.375rem 1rem;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      font-size: var(--text-small);
    }
    parley-icon {
      flex: none;
    }
    .words {
      max-inline-size: 48rem;
      padding-block: 0.375rem;
      line-height: 1.3;
    }
    button {
      flex: none;
      border: 1px solid currentcolor;
    }
  `,
})
export class StorageNote {
  protected readonly chat = inject(Chat);
  protected readonly unstored = fromAtom(this.chat.client.unstored, inject(DestroyRef));
  private readonly document = inject(DOCUMENT);

  protected reload(): void {
    this.document.location.reload();
  }
}

import { Component, input, signal } from '@angular/core';
import { isOnThisComputer } from '@parley/protocol/core';
import { Copyable } from '../../../shared/later/copyable.ts';
import { QrCode } from '../../../core/parts/qr-code.ts';

/** A new invitation link, and ways to pass it on. */
@Component({
  selector: 'parley-invitation-link',
  imports: [Copyable, QrCode],
  template: `
    <parley-copyable [text]="link()" label="Copy link" />
    <div class="ways">
      <button
        type="button"
        class="quiet"
        [attr.aria-expanded]="showsCode()"
        (click)="showsCode.set(!showsCode())"
      >
        QR code
      </button>
      @if (canShare) {
        <button type="button" class="quiet" (click)="share()">Share</button>
      }
    </div>
    @if (showsCode()) {
      <parley-qr-code [content]="link()" label="QR code of the link" />
    }
    <p class="small muted" role="status">Copy it now. You won't see this link again.</p>
    @if (isLocal()) {
      <p class="small">
        Only this computer can open this link. To let others in, start Parley with <code>HOST=0.0.0.0</code>,
        or with <code>PUBLIC_URL</code> and a proxy.
      </p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 0.5rem;
      margin-block: 0.5rem;
    }
    .ways {
      display: flex;
      gap: 0.5rem;
    }
  `,
})
export class InvitationLink {
  readonly link = input.required<string>();
  protected readonly showsCode = signal(false);
  protected readonly canShare = 'share' in navigator;
  protected readonly isLocal = () => isOnThisComputer(this.link());

  /** Closing the list of apps without a choice is no error. */
  protected async share(): Promise<void> {
    try {
      await navigator.share({ url: this.link() });
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    }
  }
}

import { Component, type ElementRef, input, model, signal, viewChild } from '@angular/core';
import { SERVER_LIMITS } from '@parley/protocol/core';
import type { ChosenIcon } from './server-draft.ts';
import { SERVER_MESSAGES } from './server-messages.ts';

/** The icon of the server, and another one in its place. */
@Component({
  selector: 'parley-icon-choice',
  template: `
    <span class="label" id="server-icon">Icon</span>
    <div class="row">
      @if (shown(); as url) {
        <img [src]="url" alt="" />
      } @else {
        <span class="none" aria-hidden="true"></span>
      }
      <input
        #file
        type="file"
        accept="image/png,image/webp,image/jpeg"
        hidden
        aria-labelledby="server-icon"
        (change)="take()"
      />
      <button type="button" class="outlined" (click)="file.click()">Choose a picture …</button>
      @if (shown() !== undefined) {
        <button type="button" class="quiet" (click)="icon.set(null)">Remove</button>
      }
    </div>
    <span class="hint" [class.error]="isTooLarge()">{{
      isTooLarge() ? messages.tooLarge : messages.iconHint
    }}</span>
  `,
  styles: `
    @use '../../../../styles/field';
    :host {
      @include field.field;
    }
    .label {
      font-size: var(--text-small);
      font-weight: 500;
    }
    .row {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.75rem;
    }
    img,
    .none {
      inline-size: 3rem;
      block-size: 3rem;
      border-radius: 28%;
    }
    .none {
      border: 1px dashed var(--mat-sys-outline);
    }
  `,
})
export class IconChoice {
  /** The path of the one that is there. */
  readonly current = input<string>();
  readonly icon = model<ChosenIcon | null>();
  protected readonly messages = SERVER_MESSAGES;
  protected readonly isTooLarge = signal(false);
  private readonly file = viewChild.required<ElementRef<HTMLInputElement>>('file');

  protected shown(): string | undefined {
    const icon = this.icon();
    return icon === undefined ? this.current() : icon?.url;
  }

  protected async take(): Promise<void> {
    const input = this.file().nativeElement;
    const [file] = input.files ?? [];
    if (file === undefined) return;
    this.isTooLarge.set(file.size > SERVER_LIMITS.iconBytes);
    if (!this.isTooLarge()) {
      const url = await dataUrl(file);
      this.icon.set({ base64: url.slice(url.indexOf(',') + 1), url });
    }
    // The same file can be chosen again after it was changed.
    input.value = '';
  }
}

/** @throws DOMException if the file cannot be read */
function dataUrl(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : '');
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
}

import { DOCUMENT, inject, Service } from '@angular/core';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { Toasts } from '../../overlays/toasts.ts';

/** Files cannot be sent yet: pasting or dropping one shows a note, and never replaces the page. */
@Service()
export class DeclinedFiles {
  private readonly toasts = inject(Toasts);

  constructor() {
    const document = inject(DOCUMENT);
    document.addEventListener('dragover', (event) => this.over(event));
    document.addEventListener('drop', (event) => this.drop(event));
    document.addEventListener('paste', (event) => this.paste(event));
  }

  /** Without this, the browser would open a dropped file in place of the page. */
  private over(event: DragEvent): void {
    if (isTextForField(event)) return;
    event.preventDefault();
    if (event.dataTransfer !== null && !hasFiles(event.dataTransfer)) event.dataTransfer.dropEffect = 'none';
  }

  private drop(event: DragEvent): void {
    if (isTextForField(event)) return;
    event.preventDefault();
    if (hasFiles(event.dataTransfer)) this.decline();
  }

  /** Office programs add a picture to copied text: it still counts as text. */
  private paste(event: ClipboardEvent): void {
    const { clipboardData: data } = event;
    if (!hasFiles(data) || hasText(data)) return;
    event.preventDefault();
    this.decline();
  }

  private decline(): void {
    void this.toasts.say(ACTION_MESSAGES.noFiles);
  }
}

function isTextForField({ target, dataTransfer }: DragEvent): boolean {
  return target instanceof Element && target.matches('input, textarea') && hasText(dataTransfer);
}

function hasText(data: DataTransfer | null): boolean {
  return data?.types.includes('text/plain') ?? false;
}

function hasFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

import {
  afterNextRender,
  Component,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  output,
  viewChild,
} from '@angular/core';
import { writingIn } from '@parley/client/chat';
import type { User } from '@parley/protocol';
import { DeviceSettings } from '../../../core/device/device-settings.ts';
import { Composing } from '../../../core/chat/composing.ts';
import { Mentioning } from './mentioning.ts';

/** The field for writing a message. It shows the composition of its conversation, and its keys change that. */
@Component({
  selector: 'parley-message-field',
  template: `
    <textarea
      #textarea
      rows="1"
      dir="auto"
      aria-label="Message"
      [attr.aria-controls]="mentioning.isOffering() ? 'mentions' : null"
      [attr.aria-activedescendant]="mentioning.chosen() ? 'mention-' + mentioning.active() : null"
      placeholder="Message"
      (input)="change()"
      (keydown)="handleKey($event)"
      (blur)="mentioning.close()"
    ></textarea>
  `,
  host: { '[attr.data-text]': 'composing.text()', '(document:selectionchange)': 'followCaret()' },
  styleUrl: './message-field.scss',
})
export class MessageField {
  private readonly document = inject(DOCUMENT);
  private readonly settings = inject(DeviceSettings);
  protected readonly composing = inject(Composing);
  protected readonly mentioning = inject(Mentioning);
  private readonly textarea = viewChild.required<ElementRef<HTMLTextAreaElement>>('textarea');
  readonly sent = output();

  constructor() {
    const destroyed = inject(DestroyRef);
    afterNextRender(() => {
      // Synchronously: keys typed right after Enter must go behind the text that is shown now.
      destroyed.onDestroy(this.composing.changes.subscribe((now) => this.show(writingIn(now))));
      this.composing.writeIn(() => this.focus());
      // On touch screens the keyboard would cover what the user came to read.
      if (matchMedia('(hover: hover)').matches) this.focus();
    });
  }

  focus(): void {
    this.field.focus();
  }

  /** Replaces the selection. */
  insert(text: string): void {
    this.focus();
    insertText(this.field, text);
  }

  complete(user: User): void {
    const completed = this.mentioning.complete(user);
    if (completed === undefined) return;
    this.focus();
    this.field.setSelectionRange(completed.from, completed.to);
    insertText(this.field, completed.text);
  }

  protected change(): void {
    const { value, selectionEnd } = this.field;
    this.composing.write(value, selectionEnd);
    this.mentioning.follow(value, selectionEnd);
  }

  protected followCaret(): void {
    if (this.document.activeElement !== this.field) return;
    const { selectionStart, selectionEnd } = this.field;
    this.mentioning.caretMoved(selectionStart, selectionEnd);
    this.composing.moveCaret(selectionEnd);
  }

  protected handleKey(event: KeyboardEvent): void {
    if (this.handled(event)) event.preventDefault();
  }

  private handled(event: KeyboardEvent): boolean {
    const { key } = event;
    const chosen = this.mentioning.chosen();
    if (chosen !== undefined && (key === 'Enter' || (key === 'Tab' && !event.shiftKey)))
      this.complete(chosen);
    else if (this.mentioning.handleKey(event)) return true;
    else if (key === 'Enter' && this.enterSends(event)) this.sent.emit();
    else if (key === 'Escape' && this.composing.subject() !== undefined) this.composing.cancel();
    else return key === 'ArrowUp' && this.field.value === '' && this.composing.editLast();
    return true;
  }

  /** Ctrl or Cmd with Enter always sends. Enter alone does as chosen, but never on touch screens, where Shift is missing. */
  private enterSends(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey) return true;
    if (event.shiftKey || event.altKey || matchMedia('(pointer: coarse)').matches) return false;
    return this.settings.enter() === 'sends';
  }

  /** Text typed here is in the field already. Setting it again would clear the undo history. */
  private show({ text, caret }: { readonly text: string; readonly caret: number }): void {
    if (this.field.value === text) return;
    this.field.value = text;
    this.field.setSelectionRange(caret, caret);
  }

  private get field(): HTMLTextAreaElement {
    return this.textarea().nativeElement;
  }
}

/** Inserts text at the caret as if typed, so that Ctrl+Z undoes it. The field has the focus. */
function insertText(field: HTMLTextAreaElement, text: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else that a page can do keeps the undo history
  if (field.ownerDocument.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Inserts text at the caret as if typed, so that Ctrl+Z undoes it. The field has the focus. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else that a page can do keeps the undo history
  if (field.ownerDocument.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

import { DestroyRef, DOCUMENT, inject, Service } from '@angular/core';

export interface Shortcut {
  /** As `KeyboardEvent.key` says it, letters in lower case. */
  readonly key: string;
  readonly held?: 'command' | 'alt';
  /** Where it works; everywhere without it. */
  readonly when?: () => boolean;
  readonly run: () => unknown;
}

/** Keys that work wherever the focus is. "command" is Ctrl, or Cmd on a Mac. */
@Service()
export class Shortcuts {
  private readonly shortcuts = new Set<Shortcut>();

  constructor() {
    const document = inject(DOCUMENT);
    const listen = (event: KeyboardEvent) => this.handle(event);
    document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen));
  }

  /** Until the owner is destroyed. */
  add(shortcuts: readonly Shortcut[], owner: DestroyRef): void {
    for (const shortcut of shortcuts) this.shortcuts.add(shortcut);
    owner.onDestroy(() => shortcuts.forEach((shortcut) => this.shortcuts.delete(shortcut)));
  }

  private handle(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    const shortcut = [...this.shortcuts].findLast((candidate) => matches(candidate, event));
    if (shortcut === undefined) return;
    event.preventDefault();
    shortcut.run();
  }
}

function matches({ key, held, when }: Shortcut, event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== key.toLowerCase() || when?.() === false) return false;
  if (held === 'command') return (event.ctrlKey || event.metaKey) && !event.altKey;
  if (held === 'alt') return event.altKey && !event.ctrlKey && !event.metaKey;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.key === 'Escape' ? !isWritten(event) : !isTyping(event);
}

/** Escape must not discard text in the focused field or form. */
function isWritten({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const form = target.closest('form');
  const fields = form === null ? [target] : [...form.elements];
  return fields.some(holdsSomething);
}

function holdsSomething(field: Element): boolean {
  if (field instanceof HTMLTextAreaElement) return field.value !== '';
  if (!(field instanceof HTMLInputElement) || field.type === 'radio') return false;
  return field.type === 'checkbox' ? field.form !== null && field.checked : field.value !== '';
}

/** A single character is text inside a field, and a shortcut elsewhere. */
function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))
  );
}

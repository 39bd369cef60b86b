import type { Uuid } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { Composition } from '../model/composition.ts';

/** What is being written in one conversation: kept over a reload, and the same in all tabs of a browser. */
export interface Composer {
  /** Empty until the local copy was read. */
  readonly now: ReadableAtom<Composition>;
  /** The text in the field changed. */
  write(text: string, caret: number): void;
  moveCaret(caret: number): void;
  /** Makes the draft a reply to a message; ends an edit. */
  reply(to: number): void;
  /** Puts the text of a message into the field to edit it; the draft is kept meanwhile. */
  edit(target: number, text: string): void;
  /** Ends the edit; without an edit, the reply. */
  cancel(): void;
  /**
   * Empties the field and sends its text. If it cannot be stored, it returns to the field.
   * @param sending see `ChatClient.send`
   * @throws CodedError
   */
  send(mentions: readonly Uuid[], sending?: { readonly openly?: boolean }): Promise<void>;
}

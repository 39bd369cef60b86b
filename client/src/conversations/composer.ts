import type { Uuid } from '@parley/protocol';
import type { ReadableAtom } from 'nanostores';
import type { Composition } from './composition.ts';

/** What is being written in one conversation: kept over a reload, and the same in all tabs of a browser. */
export interface Composer {
  /** Empty until the local copy was read. */
  readonly now: ReadableAtom<Composition>;
  /** The text in the field changed. */
  write(text: string, caret: number): void;
  moveCaret(caret: number): void;
  /** Makes the draft an answer to a message; an edit ends. */
  reply(to: number): void;
  /** Puts the text of a message into the field; the draft waits meanwhile. */
  edit(target: number, text: string): void;
  /** Ends the edit, or else the reply. */
  cancel(): void;
  /** Takes what stands in the field out of it at once. What cannot be stored comes back into it. @throws ParleyError */
  send(mentions: readonly Uuid[]): Promise<void>;
}

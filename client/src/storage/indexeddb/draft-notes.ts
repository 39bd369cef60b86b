import type { Uuid } from '@parley/protocol';
import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import type { VeiledDraft } from '../boxes/boxed-rows.ts';

interface Note extends StoredDraft {
  /** In base64. */
  readonly veiled: { readonly iv: string; readonly bytes: string };
}

/** A draft whose transaction may not have come to its end. */
export interface LeftDraft {
  readonly draft: VeiledDraft;
  /** Whether no later draft of the conversation was noted or stored. */
  readonly isLast: () => boolean;
  readonly remove: () => void;
}

/**
 * The last draft of each conversation, for as long as its transaction is under way. When a page goes, browsers drop the transactions that wait
 * behind others, but not what is in the local storage, which is written at once. It is under a veil, like the draft in the database.
 */
export class DraftNotes {
  readonly #prefix: string;

  constructor(me: Uuid) {
    this.#prefix = `parley-draft ${me} `;
  }

  /** @returns removes the note, unless a later one is in its place */
  leave({ veiled, ...draft }: VeiledDraft): () => void {
    const key = this.#prefix + draft.conversation;
    const words = { iv: uint8ArrayToBase64(veiled.iv), bytes: uint8ArrayToBase64(veiled.bytes) };
    const note: Note = { ...draft, veiled: words };
    const text = JSON.stringify(note);
    try {
      // Where there is no room for this one, an earlier one must not take its place.
      localStorage.removeItem(key);
      localStorage.setItem(key, text);
    } catch {
      // Without local storage, or room in it, the transaction alone has the draft.
      return () => undefined;
    }
    return () => removeNote(key, text);
  }

  /** @returns removes the note that is there now, of a draft that gives way to one without a note */
  earlier(conversation: Uuid): () => void {
    const key = this.#prefix + conversation;
    if (!this.#keys().includes(key)) return () => undefined;
    const text = localStorage.getItem(key) ?? '';
    return () => removeNote(key, text);
  }

  left(): readonly LeftDraft[] {
    return this.#keys().flatMap((key) => {
      const text = localStorage.getItem(key) ?? '';
      const draft = draftIn(text);
      if (draft === undefined) removeNote(key, text);
      return draft === undefined
        ? []
        : [{ draft, isLast: () => localStorage.getItem(key) === text, remove: () => removeNote(key, text) }];
    });
  }

  clear(): void {
    for (const key of this.#keys()) localStorage.removeItem(key);
  }

  #keys(): readonly string[] {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(this.#prefix));
    } catch {
      // Without local storage there are no notes.
      return [];
    }
  }
}

function removeNote(key: string, text: string): void {
  if (localStorage.getItem(key) === text) localStorage.removeItem(key);
}

/** Undefined if another version wrote it. */
function draftIn(text: string): VeiledDraft | undefined {
  try {
    const { veiled, ...draft } = JSON.parse(text) as Note;
    return {
      ...draft,
      veiled: { iv: base64ToUint8Array(veiled.iv), bytes: base64ToUint8Array(veiled.bytes) },
    };
  } catch {
    return undefined;
  }
}

import type { Content, StoredPayload, Uuid } from '@parley/protocol';
import { isTold } from '@parley/protocol/core';
import { uint8ArrayToBase64 } from 'uint8array-extras';
import { NOTHING, type Composition } from '../../model/composition.ts';
import { knownWords, type HeldEntry } from '../../model/held-entry.ts';
import type { OutboxItem, QueuedItem } from '../../model/outbox-item.ts';
import type { Run, StoredConversation, StoredHead } from '../../model/stored-conversation.ts';
import type { StoredDraft } from '../../ports/draft-channel.ts';
import { damagedItem } from './damaged-item.ts';
import { inBatches } from './in-batches.ts';
import type { LocalBoxes } from './local-boxes.ts';
import { ShutBoxError, unlessShut } from './shut-box-error.ts';
import type { Veiled, Veils } from './veils.ts';

/** What an entry or an item of the outbox says. What is sealed for the conversation stays as it is: nobody reads it without keys. */
interface Words {
  /** Of a plain payload, in base64. */
  readonly bytes?: string;
  readonly content?: Content;
}

/** A draft as it is stored: in a box, under a veil, or as an earlier version wrote it. */
export interface DraftRow extends StoredDraft {
  readonly veiled?: Veiled;
}

/** A draft whose box was not there in time. */
export interface VeiledDraft extends DraftRow {
  readonly veiled: Veiled;
}

type Command = Pick<HeldEntry, 'conversation' | 'id'> & { readonly sender: Uuid };

/** For a change that has nothing to put into boxes. */
export const nothing = (): Promise<void> => Promise.resolve();

/**
 * The rows of a local copy with their words in boxes. In place of the words they have blanks, so that all that works on rows works on
 * these as well. Rows without a box come from an earlier version.
 *
 * What the server has, too, throws a `ShutBoxError` if it does not open: it is to be loaded anew. What only this copy has is set aside then: it
 * stays where it is, and keeps nobody from the rest.
 */
export class BoxedRows {
  readonly boxes: LocalBoxes;
  readonly #veils: Veils;
  readonly #me: Uuid;

  constructor(boxes: LocalBoxes, veils: Veils, me: Uuid) {
    this.boxes = boxes;
    this.#veils = veils;
    this.#me = me;
  }

  sealEntries(entries: readonly HeldEntry[]): Promise<HeldEntry[]> {
    return inBatches(entries, (entry) => this.#sealEntry(entry));
  }

  openEntries(rows: readonly HeldEntry[]): Promise<HeldEntry[]> {
    return inBatches(rows, (row) => this.#openEntry(row));
  }

  async sealRun(run: Run): Promise<Run> {
    return { ...run, entries: await this.sealEntries(run.entries) };
  }

  sealHeads(heads: readonly StoredHead[]): Promise<StoredHead[]> {
    return inBatches(heads, async (head) =>
      head.last === undefined ? head : { ...head, last: await this.#sealEntry(head.last) },
    );
  }

  async openConversation(row: StoredConversation): Promise<StoredConversation> {
    const { head, lastEdit } = row;
    const last = head.last && (await this.#openEntry(head.last));
    return {
      ...row,
      ...(last !== undefined && { head: { ...head, last } }),
      ...(lastEdit !== undefined && { lastEdit: await this.#openEntry(lastEdit) }),
    };
  }

  async sealItem<Item extends QueuedItem>(item: Item): Promise<Item> {
    const { task, payload } = item;
    const content = task.kind === 'append' ? task.content : undefined;
    const words = wordsOf(payload, content);
    if (words === undefined) return item;
    return {
      ...item,
      ...(payload?.kind === 'plain' && { payload: { kind: 'plain', bytes: '' } }),
      ...(content !== undefined && { task: { ...task, content: blank([]) } }),
      box: await this.boxes.seal(this.#placeOf(item), words),
    };
  }

  openItems(rows: readonly OutboxItem[]): Promise<OutboxItem[]> {
    return inBatches(rows, (row) => this.openItem(row));
  }

  /** One that does not open is set aside as damaged, which its user is told. What was sealed of it before is still sent. */
  async openItem({ box, ...item }: OutboxItem): Promise<OutboxItem> {
    if (box === undefined) return item;
    const words = await unlessShut(this.boxes.open<Words>(this.#placeOf(item), box));
    if (words === undefined) return damagedItem(item);
    const { bytes, content } = words;
    const { task, payload } = item;
    return {
      ...item,
      ...(payload?.kind === 'plain' && bytes !== undefined && { payload: { kind: 'plain', bytes } }),
      ...(task.kind === 'append' && content !== undefined && { task: { ...task, content } }),
    };
  }

  async sealDraft({ composition, ...draft }: StoredDraft): Promise<StoredDraft> {
    const box = await this.boxes.seal(placeOfDraft(draft), composition);
    return { ...draft, composition: NOTHING, box };
  }

  /** The same at once, until its box is there. Undefined if that cannot be. */
  veilDraft({ composition, ...draft }: StoredDraft): VeiledDraft | undefined {
    const veiled = this.#veils.veil(JSON.stringify(composition));
    return veiled && { ...draft, composition: NOTHING, veiled };
  }

  async openDrafts(rows: readonly DraftRow[]): Promise<StoredDraft[]> {
    return (await inBatches(rows, (row) => this.openDraft(row))).flatMap((draft) => draft ?? []);
  }

  /** Undefined for one that is set aside. */
  async openDraft({ box, veiled, ...draft }: DraftRow): Promise<StoredDraft | undefined> {
    const place = placeOfDraft(draft);
    if (box === undefined && veiled === undefined) return draft;
    const opening =
      box === undefined ? this.#unveil(place, veiled) : this.boxes.open<Composition>(place, box);
    const composition = await unlessShut(opening);
    return composition && { ...draft, composition };
  }

  async #sealEntry(entry: HeldEntry): Promise<HeldEntry> {
    const content = knownWords(entry);
    const words = wordsOf(entry.payload, content);
    if (words === undefined) return entry;
    const { payload, opened } = entry;
    return {
      ...entry,
      ...(payload?.kind === 'plain' && { payload: await hashed(payload.bytes) }),
      ...(opened !== undefined && { opened: this.#blanked(opened) }),
      box: await this.boxes.seal(placeOf(entry), words),
    };
  }

  async #openEntry({ box, ...entry }: HeldEntry): Promise<HeldEntry> {
    if (box === undefined) return entry;
    const { bytes, content } = await this.boxes.open<Words>(placeOf(entry), box);
    return {
      ...entry,
      ...(bytes !== undefined && { payload: { kind: 'plain', bytes } }),
      ...(content !== undefined && { opened: withWords(entry.opened, content) }),
    };
  }

  /** Trusted without validation, like all of the copy, once it can be read. */
  async #unveil(place: string, veiled: Veiled | undefined): Promise<Composition> {
    const text = veiled && (await this.#veils.unveil(veiled));
    try {
      return JSON.parse(text ?? '') as Composition;
    } catch {
      throw new ShutBoxError(place);
    }
  }

  /** Mentions of the user are counted in transactions. */
  #blanked(opened: NonNullable<HeldEntry['opened']>): NonNullable<HeldEntry['opened']> {
    if (opened.kind === 'unopened' && opened.own !== undefined) return { ...opened, own: blank([]) };
    if (opened.kind !== 'content') return opened;
    const { content } = opened;
    return { kind: 'content', content: blank(isTold(content, this.#me) ? [this.#me] : []) };
  }

  #placeOf({ conversation, id }: Pick<QueuedItem, 'conversation' | 'id'>): string {
    return placeOf({ conversation, id, sender: this.#me });
  }
}

/** The same for an item of the outbox and for its entry: a message that the server lost goes back with its box. */
function placeOf({ conversation, sender, id }: Command): string {
  return `commands/${conversation}/${sender}/${id}`;
}

function placeOfDraft({ conversation }: Pick<StoredDraft, 'conversation'>): string {
  return `drafts/${conversation}`;
}

function wordsOf(payload: StoredPayload | undefined, content: Content | undefined): Words | undefined {
  const bytes = payload?.kind === 'plain' ? payload.bytes : undefined;
  if (bytes === undefined && content === undefined) return undefined;
  return { ...(bytes !== undefined && { bytes }), ...(content !== undefined && { content }) };
}

function withWords(opened: HeldEntry['opened'], content: Content): NonNullable<HeldEntry['opened']> {
  return opened?.kind === 'unopened' ? { ...opened, own: content } : { kind: 'content', content };
}

function blank(mentions: readonly Uuid[]): Content {
  return { type: 'text', text: '', ...(mentions.length > 0 && { mentions }) };
}

/** A payload without its bytes. Their hash stands in the chain anyway, and is what a deletion leaves. */
async function hashed(bytes: string): Promise<StoredPayload> {
  const hash = await crypto.subtle.digest(
    'SHA-256',
    Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0)),
  );
  const payload = { kind: 'plain', bytes: '', hash: uint8ArrayToBase64(new Uint8Array(hash)) } as const;
  return payload;
}

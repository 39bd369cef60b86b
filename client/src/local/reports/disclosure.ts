import {
  decodeContent,
  encodeContent,
  isSimple,
  localError,
  type TextContent,
  type Uuid,
} from '@parley/protocol';
import { discloseContent } from '../../crypto/envelopes/disclose-content.ts';
import { contentOf, type HeldEntry } from '../../model/held-entry.ts';
import type { ChatServer } from '../../ports/chat-server.ts';
import type { Disclosure } from '../../ports/administration/reports.ts';
import type { ChatStorage } from '../../ports/storage/chat-storage.ts';

export interface DisclosureDeps {
  readonly storage: Pick<ChatStorage, 'readEntries' | 'readChanges'>;
  readonly server: Pick<ChatServer, 'keysOf'>;
}

/**
 * All that a report of a message would disclose: the version of it that is shown here, and no other. What was deleted before is not held
 * here any more.
 * @throws CodedError `E_NOT_FOUND`
 */
export async function disclosureOf(
  deps: DisclosureDeps,
  conversation: Uuid,
  seq: number,
): Promise<Disclosure> {
  const { storage } = deps;
  const [message] = await storage.readEntries(conversation, seq, seq);
  if (message === undefined) throw localError('E_NOT_FOUND');
  const changes = await storage.readChanges(conversation, seq, seq);
  const entry = shownVersion(message, changes);
  const { sender, time } = entry;
  return {
    ...{ conversation, seq, version: entry.seq, sender, time },
    ...(await disclosed(deps, entry)),
  };
}

/** The last words of its sender, as `messageItem` shows them. */
function shownVersion(message: HeldEntry, changes: readonly HeldEntry[]): HeldEntry {
  const original = textIn(message);
  if (original?.forwardedFrom !== undefined) return message;
  const edits = changes.filter(
    (change) =>
      change.body.kind === 'edit' &&
      change.sender === message.sender &&
      textIn(change) !== undefined &&
      (!isSimple(message.payload) || change.payload?.kind !== 'plain'),
  );
  return edits.at(-1) ?? message;
}

async function disclosed(
  { server }: DisclosureDeps,
  entry: HeldEntry,
): Promise<Pick<Disclosure, 'content' | 'proof' | 'evidence'>> {
  const { payload } = entry;
  const content = textIn(entry);
  if (payload === undefined || !('bytes' in payload) || content === undefined)
    throw localError('E_NOT_FOUND');
  const { bytes } = payload;
  if (payload.kind === 'plain')
    return { content, proof: 'open', evidence: { kind: 'open', payload: { kind: 'plain', bytes } } };
  const sealed = { kind: 'sealed', bytes } as const;
  if (isSimple(payload))
    return {
      content,
      proof: 'none',
      evidence: { kind: 'simple', payload: sealed, content: encodeContent(content).bytes },
    };
  const opened = await discloseContent(sealed, await server.keysOf(entry.conversation));
  const said = opened && decodeContent({ kind: 'plain', bytes: opened.content });
  if (opened === undefined || said?.type !== 'text') throw localError('E_NOT_FOUND');
  return { content: said, proof: 'signed', evidence: { kind: 'sealed', payload: sealed, ...opened } };
}

function textIn(entry: HeldEntry): TextContent | undefined {
  const content = contentOf(entry);
  return content?.type === 'text' ? content : undefined;
}

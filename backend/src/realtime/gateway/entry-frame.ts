import {
  decodeContent,
  decodeSimple,
  EnvelopeError,
  isSimple,
  partsOfSimple,
  type Content,
  type Entry,
  type GatewayFrame,
  type SignedSimpleMessage,
  type Uuid,
} from '@parley/protocol';
import type { About } from './about.ts';
import type { Names } from './names.ts';

/** Who reads a frame, and what it is about. */
interface Reader {
  readonly uid: Uuid;
  readonly about: About;
  readonly names: Names;
}

/** An entry as a script gets it: a message in plain text in the envelope of messages, and all else as it stands in the log. */
export function entryFrame(entry: Entry, reader: Reader): GatewayFrame {
  const { about } = reader;
  const header = headerOf(entry, reader);
  const content = contentOf(entry);
  if (entry.body.kind === 'message' && content?.type === 'text') {
    const { text, replyTo, mentions, forwardedFrom } = content;
    return messageFrame(about.type, header, {
      content: text,
      ...(replyTo !== undefined && { reply_to: replyTo }),
      ...(mentions !== undefined && { mentions: [...mentions] }),
      ...(forwardedFrom !== undefined && { forwarded_from: forwardedFrom }),
    });
  }
  const simple = about.type === 'direct' ? simpleOf(entry) : undefined;
  if (simple !== undefined) {
    const { content: sealed, ...parts } = partsOfSimple(simple);
    const { time: timestamp } = simple.message.header;
    return { header: { ...header, ...parts, timestamp, message_type: 'direct' }, body: { content: sealed } };
  }
  const { body, payload } = entry;
  return {
    header: { ...header, message_type: 'entry' },
    body: {
      kind: body.kind,
      ...(content?.type === 'text' && { content: content.text }),
      ...(content?.type === 'reaction' && { content: content.emoji }),
      entry: body,
      ...(payload !== undefined && { payload }),
    },
  };
}

/** TypeScript pairs a type with its frame only where the type is one word. */
function messageFrame(
  type: About['type'],
  header: ReturnType<typeof headerOf>,
  body: GatewayFrame<'direct'>['body'],
): GatewayFrame {
  switch (type) {
    case 'direct':
      return { header: { ...header, message_type: type }, body };
    case 'room':
      return { header: { ...header, message_type: type }, body };
    case 'broadcast':
      return { header: { ...header, message_type: type }, body };
  }
}

function headerOf({ sender, id, time, conversation, seq }: Entry, { uid, about, names }: Reader) {
  const other = sender === uid ? about.peer : uid;
  return {
    from: names.of(sender),
    uid: sender,
    ...(sender === uid && { own: true as const }),
    to: about.type === 'direct' && other !== undefined ? names.of(other) : about.name,
    timestamp: time,
    id,
    conversation,
    seq,
  };
}

function contentOf({ payload }: Entry): Content | undefined {
  return payload?.kind === 'plain' ? decodeContent({ kind: 'plain', bytes: payload.bytes }) : undefined;
}

/** Undefined for what is not sealed in the simple way, or not rightly: a reader gets that as it stands in the log. */
function simpleOf({ body, payload }: Entry): SignedSimpleMessage | undefined {
  if (body.kind !== 'message' || payload?.kind !== 'sealed' || !isSimple(payload)) return undefined;
  try {
    return decodeSimple(Buffer.from(payload.bytes, 'base64'));
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}

import {
  decodeSimpleHeader,
  EnvelopeError,
  knownType,
  SIMPLE_HEADER_BYTES,
  type ConversationState,
  type ErrorCode,
  type Payload,
  type SimpleHeader,
} from '@parley/protocol';
import type { Command } from './command.ts';

const HEADER_DIGITS = (SIMPLE_HEADER_BYTES / 3) * 4;

/**
 * Whether a message that is sealed in the simple way may stand in a conversation: in a direct one without epochs, if its header says this very
 * entry. That one side of it is a machine, the log does not say: see `checkSimplySealed`.
 */
export function decideSimple(state: ConversationState, command: Command): ErrorCode | undefined {
  const { conversation, sender, id, body, payload } = command;
  const isPlace = knownType(state.type) === 'direct' && state.protection === 'open';
  if (!isPlace || body.kind !== 'message' || body.epoch !== undefined) return 'E_SIMPLE_SEALING';
  const header = headerOf(payload);
  const fits = header?.conversation === conversation && header.sender === sender && header.id === id;
  return fits ? undefined : 'E_UNSIGNED';
}

function headerOf(payload: Payload | undefined): SimpleHeader | undefined {
  if (payload === undefined) return undefined;
  try {
    return decodeSimpleHeader(Buffer.from(payload.bytes.slice(0, HEADER_DIGITS), 'base64'));
  } catch (error) {
    if (error instanceof EnvelopeError) return undefined;
    throw error;
  }
}

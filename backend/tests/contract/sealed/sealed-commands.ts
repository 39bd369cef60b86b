import { randomUUID } from 'node:crypto';
import {
  CHAIN_START,
  encodeHeader,
  envelopeBodyHash,
  envelopeKindOf,
  type Body,
  type ConversationState,
  type EnvelopeHeader,
  type Payload,
  type Uuid,
} from '@parley/protocol';
import type { Command } from '../../../src/domain/log/command.ts';
import { sha256 } from '../../../src/domain/sha256.ts';

/** The device of every session here. */
const DEVICE: Uuid = '99999999-0000-4000-8000-000000000000';
const COMMITMENT = CHAIN_START;

/** The log as the sender's device holds it. */
type Held = Pick<ConversationState, 'head' | 'chain'>;

/**
 * A command with an envelope whose header fits, made on a state. What stands behind the header is nothing: the server does not look.
 * @param changed fields of the header that are to say something else
 */
export function sealedCommand(
  { conversation, head, chain }: Pick<ConversationState, 'conversation'> & Held,
  sender: Uuid,
  body: Body,
  changed: Partial<EnvelopeHeader> = {},
): Command {
  const id = randomUUID();
  const header: EnvelopeHeader = {
    kind: envelopeKindOf(body),
    conversation,
    sender,
    device: DEVICE,
    id,
    time: 0,
    keyLog: { seq: 2, hash: new Uint8Array(32) },
    epoch: ('epoch' in body ? body.epoch : undefined) ?? 0,
    log: { seq: head, chain: Buffer.from(chain, 'base64') },
    bodyHash: envelopeBodyHash(sha256, body),
    ...changed,
  };
  return { conversation, id, sender, body, device: DEVICE, payload: envelopeOf(header) };
}

function envelopeOf(header: EnvelopeHeader): Payload {
  return { kind: 'sealed', bytes: Buffer.from(encodeHeader(header)).toString('base64') };
}

/** A log before its first entry. */
export function emptyLog(conversation: Uuid) {
  return { conversation, head: 0, chain: CHAIN_START };
}

/** What a part of an epoch's keys says, on a state. */
export function keysOn(
  { epoch, roster = 0 }: Pick<ConversationState, 'epoch' | 'roster'>,
  changed: Partial<Extract<Body, { kind: 'keys' }>> = {},
): Body {
  return {
    kind: 'keys',
    epoch: (epoch?.epoch ?? 0) + 1,
    commitment: COMMITMENT,
    roster,
    part: 1,
    parts: 1,
    ...changed,
  };
}

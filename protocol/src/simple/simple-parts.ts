import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import { ByteReader } from '../envelope/byte-reader.ts';
import { EnvelopeError } from '../envelope/envelope-error.ts';
import { SIGNATURE_BYTES } from '../envelope/envelope.ts';
import { ByteWriter } from '../envelope/byte-writer.ts';
import {
  encodeSimple,
  encodeSimpleRecipient,
  readSimpleRecipients,
  SIMPLE_ENCAPSULATION_BYTES,
  SIMPLE_IV_BYTES,
  SIMPLE_WRAP_BYTES,
  type SignedSimpleMessage,
  type SimpleHeader,
} from './simple-message.ts';

const RECIPIENT_BYTES = 16 + SIMPLE_ENCAPSULATION_BYTES + SIMPLE_WRAP_BYTES;

/**
 * The parts of a simple sealed message as they stand in an envelope of the plain WebSocket gateway, each in base64 (RFC 4648, section 4,
 * with its padding). What the envelope says of conversation, sender, id and time is the header.
 */
export interface SimpleParts {
  /** n × (user16 ‖ enc32 ‖ wrap48), in rising order of the users. */
  readonly encrypted_key: string;
  /** iv12. */
  readonly encryption_nonce: string;
  /** The ciphertext with its tag. */
  readonly content: string;
  /** signature64. */
  readonly signature: string;
}

/** @throws EnvelopeError if the parts do not make exactly one message; `length` for what is no base64 or has another length */
export function simpleOfParts(header: SimpleHeader, parts: SimpleParts): Uint8Array<ArrayBuffer> {
  const keys = bytesIn(parts.encrypted_key);
  if (keys.length % RECIPIENT_BYTES !== 0) throw new EnvelopeError('length');
  const recipients = readSimpleRecipients(new ByteReader(keys), keys.length / RECIPIENT_BYTES);
  const iv = bytesIn(parts.encryption_nonce, SIMPLE_IV_BYTES);
  const unsigned = encodeSimple({ header, recipients, iv, ciphertext: bytesIn(parts.content) });
  return new ByteWriter().bytes(unsigned).bytes(bytesIn(parts.signature, SIGNATURE_BYTES)).finish();
}

/** The parts of a message, for whoever reads it. Its header says what the envelope says. */
export function partsOfSimple({ message, signature }: SignedSimpleMessage): SimpleParts {
  const keys = new ByteWriter();
  for (const recipient of message.recipients) keys.bytes(encodeSimpleRecipient(recipient));
  return {
    encrypted_key: uint8ArrayToBase64(keys.finish()),
    encryption_nonce: uint8ArrayToBase64(message.iv),
    content: uint8ArrayToBase64(message.ciphertext),
    signature: uint8ArrayToBase64(signature),
  };
}

function bytesIn(text: string, length?: number): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(base64ToUint8Array(text));
  } catch {
    throw new EnvelopeError('length');
  }
  // Base64 that is spelled in another way would be other bytes than those that were signed.
  if (uint8ArrayToBase64(bytes) !== text || (length !== undefined && bytes.length !== length))
    throw new EnvelopeError('length');
  return bytes;
}

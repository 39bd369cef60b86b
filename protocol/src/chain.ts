import { concatUint8Arrays, uint8ArrayToBase64 } from 'uint8array-extras';
import type { Body } from './body.ts';
import { canonicalJson } from './canonical-json.ts';
import type { Entry } from './entry.ts';
import { uuidBytes } from './ids.ts';
import type { StoredPayload } from './payload.ts';
import type { Sha256 } from './sha256.ts';

const utf8 = new TextEncoder();
const CHAIN_LABEL = utf8.encode('parley/v1/chain\0');
const BODY_LABEL = utf8.encode('parley/v1/body\0');
const PAYLOAD_KINDS = { plain: 1, sealed: 2 } as const;

/** The chain before the first entry: 32 zero bytes in base64. */
export const CHAIN_START = uint8ArrayToBase64(new Uint8Array(32));

/** Hash of a payload's raw bytes, in base64; of an erased one, the hash that it left. */
export function payloadHash(sha256: Sha256, payload: StoredPayload): string {
  return payload.kind === 'erased' ? payload.hash : uint8ArrayToBase64(payloadDigest(sha256, payload));
}

function payloadDigest(sha256: Sha256, payload: StoredPayload): Uint8Array {
  return payload.kind === 'erased' ? bytesOf(payload.hash) : sha256(bytesOf(payload.bytes));
}

/**
 * Hash of what a command asks for, in base64: the same for every retry, different as soon as anything differs.
 * SHA-256(label ‖ body in canonical JSON (RFC 8785) ‖ 0 ‖ payload kind ‖ payload hash); without a payload, kind is 0 and the hash empty.
 */
export function bodyHash(sha256: Sha256, body: Body, payload: StoredPayload | undefined): string {
  return uint8ArrayToBase64(bodyDigest(sha256, body, payload));
}

function bodyDigest(sha256: Sha256, body: Body, payload: StoredPayload | undefined): Uint8Array {
  const json = utf8.encode(canonicalJson(body));
  const kind =
    payload === undefined ? 0 : PAYLOAD_KINDS[payload.kind === 'erased' ? payload.was : payload.kind];
  const hash = payload === undefined ? new Uint8Array() : payloadDigest(sha256, payload);
  return sha256(concatUint8Arrays([BODY_LABEL, json, Uint8Array.of(0, kind), hash]));
}

/** An entry before its chain is known. */
export type Link = Omit<Entry, 'chain'>;

/**
 * The chain at an entry, in base64.
 * SHA-256(label ‖ previous chain ‖ conversation16 ‖ seq8 ‖ id16 ‖ sender16 ‖ time8 ‖ count8 ‖ body hash), big-endian.
 */
export function chainAfter(sha256: Sha256, previous: string, link: Link): string {
  const numbers = new DataView(new ArrayBuffer(24));
  numbers.setBigUint64(0, BigInt(link.seq));
  numbers.setBigUint64(8, BigInt(link.time));
  numbers.setBigUint64(16, BigInt(link.count));
  const number = (index: number) => new Uint8Array(numbers.buffer, index * 8, 8);
  const input = concatUint8Arrays([
    CHAIN_LABEL,
    bytesOf(previous),
    uuidBytes(link.conversation),
    number(0),
    uuidBytes(link.id),
    uuidBytes(link.sender),
    number(1),
    number(2),
    bodyDigest(sha256, link.body, link.payload),
  ]);
  return uint8ArrayToBase64(sha256(input));
}

/** Base64 as bytes, several times as fast as by the library: each message needs it more than once. */
function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

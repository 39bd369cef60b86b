import { uint8ArrayToBase64 } from 'uint8array-extras';
import { canonicalJson } from '../canonical-json.ts';
import { ByteWriter } from '../envelope/byte-writer.ts';
import type { Entry } from './entry.ts';
import { bytesOf, payloadDigest } from './payload-hash.ts';
import type { StoredPayload } from './payload.ts';
import type { Sha256 } from '../sha256.ts';

const utf8 = new TextEncoder();
const CHAIN_LABEL = utf8.encode('parley/v1/chain\0');
const BODY_LABEL = utf8.encode('parley/v1/body\0');
const PAYLOAD_KINDS = { plain: 1, sealed: 2 } as const;

/**
 * Hash of what a command asks for, in base64: the same for every retry, different as soon as anything differs.
 * SHA-256(label ‖ body in canonical JSON (RFC 8785) ‖ 0 ‖ payload kind ‖ payload hash); without a payload, kind is 0 and the hash empty.
 */
export function bodyHash(sha256: Sha256, body: Entry['body'], payload: StoredPayload | undefined): string {
  return uint8ArrayToBase64(bodyDigest(sha256, body, payload));
}

function bodyDigest(sha256: Sha256, body: Entry['body'], payload: StoredPayload | undefined): Uint8Array {
  const json = utf8.encode(canonicalJson(body));
  const kind = payload === undefined ? 0 : PAYLOAD_KINDS['was' in payload ? payload.was : payload.kind];
  const hash = payload === undefined ? new Uint8Array() : payloadDigest(sha256, payload);
  return sha256(
    new ByteWriter().bytes(BODY_LABEL).bytes(json).number(0, 1).number(kind, 1).bytes(hash).finish(),
  );
}

/** An entry before its chain is known. */
export type Link = Omit<Entry, 'chain'>;

/**
 * The chain at an entry, in base64.
 * SHA-256(label ‖ previous chain ‖ conversation16 ‖ seq8 ‖ id16 ‖ sender16 ‖ time8 ‖ count8 ‖ body hash), big-endian.
 */
export function chainAfter(sha256: Sha256, previous: string, link: Link): string {
  const input = new ByteWriter()
    .bytes(CHAIN_LABEL)
    .bytes(bytesOf(previous))
    .uuid(link.conversation)
    .number(link.seq, 8)
    .uuid(link.id)
    .uuid(link.sender)
    .number(link.time, 8)
    .number(link.count, 8)
    .bytes(bodyDigest(sha256, link.body, link.payload));
  return uint8ArrayToBase64(sha256(input.finish()));
}

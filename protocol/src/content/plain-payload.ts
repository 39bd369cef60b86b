import { base64ToUint8Array, uint8ArrayToBase64 } from 'uint8array-extras';
import type { Payload } from '../log/payload.ts';
import { type Content, contentBytes, contentIn } from './content.ts';

/** The plain payload of a content. It is not checked against the limits here: `assertSendable` does that before queueing. */
export function encodeContent(content: Content): Payload {
  return { kind: 'plain', bytes: uint8ArrayToBase64(contentBytes(content)) };
}

/** The content of a plain payload, or undefined where it is none: another version's, or broken. */
export function decodeContent(payload: Payload): Content | undefined {
  if (payload.kind !== 'plain') return undefined;
  try {
    return contentIn(JSON.parse(new TextDecoder().decode(base64ToUint8Array(payload.bytes))));
  } catch {
    return undefined;
  }
}

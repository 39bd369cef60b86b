import { ByteWriter } from '../envelope/byte-writer.ts';
import type { Uuid } from '../ids.ts';

const utf8 = new TextEncoder();
const LABEL = utf8.encode('parley/v1/room\0');

interface RoomProofMessage {
  /** Of the address that the client talks to, such as `https://chat.example.org`. */
  readonly origin: string;
  readonly room: Uuid;
  readonly uid: Uuid;
  /** 32 bytes from the server. */
  readonly challenge: Uint8Array;
  /** When the challenge ends, in ms. */
  readonly expiresAt: number;
}

/** What a proof of a room's password signs: label ‖ len16(origin) ‖ origin ‖ room16 ‖ uid16 ‖ challenge32 ‖ expiry8, big-endian. */
export function roomProofMessage({
  origin,
  room,
  uid,
  challenge,
  expiresAt,
}: RoomProofMessage): Uint8Array<ArrayBuffer> {
  const originBytes = utf8.encode(origin);
  return new ByteWriter()
    .bytes(LABEL)
    .number(originBytes.length, 2)
    .bytes(originBytes)
    .uuid(room)
    .uuid(uid)
    .bytes(challenge, 32)
    .number(expiresAt, 8)
    .finish();
}

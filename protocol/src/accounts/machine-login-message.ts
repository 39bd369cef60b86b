import { ByteWriter } from '../envelope/byte-writer.ts';
import type { Uuid } from '../ids.ts';

const LABEL = new TextEncoder().encode('parley/v1/machine-login\0');

interface MachineLoginMessage {
  /** The machine's own, as it has known it since its registration: what another server asks it to sign is no login here. */
  readonly uid: Uuid;
  /** 32 bytes from the server. */
  readonly challenge: Uint8Array;
  /** When the challenge ends, in ms. */
  readonly expiresAt: number;
}

/** What the login of a machine signs: label ‖ uid16 ‖ challenge32 ‖ expiry8, big-endian. */
export function machineLoginMessage({
  uid,
  challenge,
  expiresAt,
}: MachineLoginMessage): Uint8Array<ArrayBuffer> {
  return new ByteWriter().bytes(LABEL).uuid(uid).bytes(challenge, 32).number(expiresAt, 8).finish();
}

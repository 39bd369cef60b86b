import { ByteWriter } from '../envelope/byte-writer.ts';

const LABEL = new TextEncoder().encode('parley/v1/machine-key\0');

interface MachineKeyMessage {
  /** 32 bytes each, public. */
  readonly accountKey: Uint8Array;
  readonly simpleKey: Uint8Array;
}

/** What a machine signs with its account key, so that nobody else changes its simple key: label ‖ accountKey32 ‖ simpleKey32. */
export function machineKeyMessage({ accountKey, simpleKey }: MachineKeyMessage): Uint8Array<ArrayBuffer> {
  return new ByteWriter().bytes(LABEL).bytes(accountKey, 32).bytes(simpleKey, 32).finish();
}

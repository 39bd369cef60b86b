import { canonicalJson } from '../canonical-json.ts';
import { ByteWriter } from '../envelope/byte-writer.ts';
import type { Uuid } from '../ids.ts';
import { SYSTEM_UID } from '../log/well-known-ids.ts';
import type { CommandParameters } from './server-command.ts';

const utf8 = new TextEncoder();
const LABEL = utf8.encode('parley/v1/command\0');

/** A command whose signature counts. */
export interface SignedCommand {
  readonly signer: Uuid;
  readonly id: Uuid;
  /** ms */
  readonly time: number;
  readonly conversation?: Uuid | undefined;
  readonly name: string;
  readonly parameters?: CommandParameters | undefined;
}

/**
 * What a command signs: label ‖ signer16 ‖ id16 ‖ time8 ‖ conversation16 ‖ len1(name) ‖ name ‖ parameters as canonical JSON. Without a
 * conversation, 16 bytes that name the system stand in its place; without parameters, `{}`.
 * @throws Error for parameters that JSON cannot say
 */
export function commandMessage(command: SignedCommand): Uint8Array {
  const name = utf8.encode(command.name);
  return new ByteWriter()
    .bytes(LABEL)
    .uuid(command.signer)
    .uuid(command.id)
    .number(command.time, 8)
    .uuid(command.conversation ?? SYSTEM_UID)
    .number(name.length, 1)
    .bytes(name)
    .bytes(utf8.encode(canonicalJson(command.parameters ?? {})))
    .finish();
}

import * as z from 'zod/mini';
import { base64Of } from '../base64-of.ts';
import { Time, Uuid } from '../ids.ts';
import { isJson, type Json } from './json.ts';

const Value = z.custom<Json>(isJson);

export const CommandName = z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[a-z_][a-z0-9_]*$/));

/** By name, as JSON. */
export const CommandParameters = z.record(z.string(), Value);
export type CommandParameters = z.infer<typeof CommandParameters>;

/**
 * A server command: `ping`, `echo`, `server_info`, `user_count`, `list_commands`, and what a deployment registers. It has parameters,
 * or the text that somebody typed behind its name, which the server makes parameters of.
 */
export const ServerCommand = z.object({
  name: CommandName,
  text: z.optional(z.string().check(z.maxLength(1_000))),
  parameters: z.optional(CommandParameters),
  /** Where it was typed, and where it may reply. */
  conversation: z.optional(Uuid),
  /** With a signature: it counts once. */
  id: z.optional(Uuid),
  /** With a signature: when it was signed. */
  time: z.optional(Time),
  /** Ed25519, of `commandMessage`. */
  signature: z.optional(base64Of(64)),
});
export type ServerCommand = z.infer<typeof ServerCommand>;

/** What a command answers: its result, and the same in words for people. Servers of earlier versions have the words alone. */
export const CommandResult = z.object({ name: z.string(), text: z.string(), result: z.optional(Value) });
export type CommandResult = z.infer<typeof CommandResult>;

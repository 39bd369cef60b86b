import * as z from 'zod/mini';
import { orLater } from '../later-word.ts';
import { CommandName } from './server-command.ts';
import { isJson, type Json } from './json.ts';

/** Who may run a command: everyone, or only people, machines or administrators. */
export const COMMAND_ROLES = ['everyone', 'people', 'machines', 'administrators'] as const;
export type CommandRole = (typeof COMMAND_ROLES)[number];

const JsonSchema = z.custom<Json>(isJson);

/** What `list_commands` says of a command. */
export const ListedCommand = z.object({
  name: CommandName,
  /** One line. */
  help: z.string(),
  /** Any of them is enough. */
  who: z.array(orLater(z.enum(COMMAND_ROLES))),
  /** Whether it is refused without a signature. */
  signed: z.boolean(),
  /** Whether the caller may run it. */
  allowed: z.boolean(),
  /** JSON Schema. */
  parameters: JsonSchema,
  /** JSON Schema. */
  result: JsonSchema,
});
export type ListedCommand = z.infer<typeof ListedCommand>;

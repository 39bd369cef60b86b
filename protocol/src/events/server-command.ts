import * as z from 'zod/mini';

/** A server command: `ping`, `echo`, `server_info`, `user_count`, `list_commands`, and what a deployment registers. */
export const ServerCommand = z.object({
  name: z.string().check(z.minLength(1), z.maxLength(40), z.regex(/^[a-z_]+$/)),
  text: z.optional(z.string().check(z.maxLength(1_000))),
});
export type ServerCommand = z.infer<typeof ServerCommand>;

export const CommandResult = z.object({ name: z.string(), text: z.string() });
export type CommandResult = z.infer<typeof CommandResult>;

import * as z from 'zod/mini';

/** How a server presents itself to everyone, if its administrators have set that. */
export const ServerLook = z.object({
  name: z.optional(z.string()),
  /** The path of a picture. It changes with the picture. */
  icon: z.optional(z.string()),
  /** Whether there is something that new people are to read (`GET /welcome`). */
  welcome: z.optional(z.boolean()),
});
export type ServerLook = z.infer<typeof ServerLook>;

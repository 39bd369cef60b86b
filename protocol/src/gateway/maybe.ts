import * as z from 'zod/mini';

/** A field that a script may leave out, or send as null. */
export function maybe<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.optional(z.nullable(schema));
}

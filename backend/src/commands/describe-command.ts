import { z, type CommandDefinition } from './command.ts';
import type { DescribedCommand } from './thread-messages.ts';

/** Times of modules, in ms. The SDK waits 5 s for an answer. */
const USUAL = 3_000;
const MOST = 4_000;

/** JSON Schema and the rest, checked: a module may be JavaScript. */
const Description = z.object({
  name: z.string().regex(/^[a-z_][a-z0-9_]{0,39}$/),
  help: z.string().max(200).default(''),
  who: z
    .union([
      z.enum(['everyone', 'people', 'machines', 'administrators']).transform((role) => [role]),
      z.array(z.enum(['everyone', 'people', 'machines', 'administrators'])).min(1),
    ])
    .default(['everyone']),
  signed: z.boolean().default(false),
  timeLimit: z.int().min(10).max(MOST).default(USUAL),
});

/** @throws Error for a definition that is wrong */
export function describeCommand(definition: CommandDefinition): DescribedCommand {
  if (typeof definition.run !== 'function') throw new Error(`${definition.name} has no run()`);
  const described = Description.safeParse(definition);
  if (!described.success) throw new Error(z.prettifyError(described.error));
  return {
    ...described.data,
    parameters: jsonSchemaOf(definition.parameters ?? z.record(z.string(), z.unknown()), 'input'),
    result: jsonSchemaOf(definition.result ?? z.unknown(), 'output'),
  };
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): DescribedCommand['parameters'] {
  return JSON.parse(
    JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })),
  ) as DescribedCommand['parameters'];
}

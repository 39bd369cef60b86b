import { registry, toJSONSchema, type $ZodType, type JSONSchema } from 'zod/v4/core';
import * as protocol from '../index.ts';
import { OF_CHECKS, OF_SCHEMAS } from './representations.ts';

type JsonSchema = JSONSchema.BaseSchema;
export type Dialect = 'draft-2020-12' | 'draft-7';

const PLACE = '#/components/schemas/';

/**
 * Schemas as documents show them: what the protocol exports has a name, and is referred to by it. What travels is what a schema takes,
 * on either end, so the documents describe that and not what becomes of it.
 */
export class JsonSchemas {
  readonly #all: Readonly<Record<string, JsonSchema>>;
  readonly #names: ReadonlyMap<$ZodType, string>;

  /** `unnamed` are the schemas of the tables that no export names. */
  constructor(tables: readonly $ZodType[], dialect: Dialect) {
    const names = new Map<$ZodType, string>();
    for (const [name, schema] of Object.entries(protocol))
      if (isSchema(schema) && !names.has(schema)) names.set(schema, name);
    for (const schema of tables) if (!names.has(schema)) names.set(schema, `unnamed${names.size}`);
    const named = registry<{ readonly id: string }>();
    for (const [schema, id] of names) named.add(schema, { id });
    const { schemas } = toJSONSchema(named, {
      target: dialect,
      io: 'input',
      metadata: named,
      uri: (id) => PLACE + id,
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => represent(zodSchema, jsonSchema),
    });
    this.#names = names;
    this.#all = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, bare(schema)]));
  }

  /** A schema of the tables: a reference where it has a name. */
  of(schema: $ZodType): JsonSchema {
    const name = this.#names.get(schema) ?? '';
    return isUnnamed(name) ? (this.#all[name] ?? {}) : { $ref: PLACE + name };
  }

  /** The named schemas that `document` refers to, directly or by others. */
  referredToIn(document: unknown): Readonly<Record<string, JsonSchema>> {
    const found = new Set<string>();
    const look = (part: unknown) => {
      for (const name of namesIn(part)) {
        if (found.has(name)) continue;
        found.add(name);
        look(this.#all[name]);
      }
    };
    look(document);
    return Object.fromEntries([...found].sort().map((name) => [name, this.#all[name] ?? {}]));
  }
}

function isSchema(value: unknown): value is $ZodType {
  return typeof value === 'object' && value !== null && '_zod' in value;
}

function isUnnamed(name: string): boolean {
  return name.startsWith('unnamed');
}

/** Without what JSON Schema wants of a file of its own. */
function bare({ $schema: _schema, $id: _id, id: _named, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function represent(schema: $ZodType, json: JsonSchema): void {
  const { def } = schema._zod;
  const checks = [def, ...(def.checks ?? []).map((check) => check._zod.def)];
  for (const check of checks) if ('fn' in check) Object.assign(json, OF_CHECKS.get(check.fn));
  Object.assign(json, OF_SCHEMAS.get(schema));
}

function namesIn(part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    key === '$ref' && typeof value === 'string' && value.startsWith(PLACE)
      ? [value.slice(PLACE.length)]
      : namesIn(value),
  );
}

import { isJson, type CommandParameters, type Json } from '@parley/protocol';

/**
 * The parameters in what somebody typed behind a command's name: JSON that begins with `{`, or a word for each parameter in the
 * order of the schema. The last one takes all that is left.
 */
export function typedParameters(text: string, schema: Json): CommandParameters {
  const given = text.trim();
  if (given.startsWith('{')) {
    const parameters = parsed(given);
    if (parameters !== undefined) return parameters;
  }
  const fields = fieldsOf(schema);
  const words = [...given.matchAll(/\S+/g)];
  const values = fields.flatMap(([name, field], at) => {
    const word = words[at];
    if (word === undefined) return [];
    const said = at === fields.length - 1 ? given.slice(word.index) : word[0];
    return [[name, valueOf(said, field)] as const];
  });
  return Object.fromEntries(values);
}

function parsed(text: string): CommandParameters | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, Json>> {
  return isJson(value) && typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fieldsOf(schema: Json): readonly (readonly [string, Json])[] {
  const properties: unknown = isObject(schema) ? schema.properties : undefined;
  return isObject(properties) ? Object.entries(properties) : [];
}

function valueOf(word: string, field: Json): Json {
  const type = isObject(field) ? field.type : undefined;
  const number = Number(word);
  if ((type === 'number' || type === 'integer') && Number.isFinite(number)) return number;
  if (type === 'boolean' && (word === 'true' || word === 'false')) return word === 'true';
  return word;
}

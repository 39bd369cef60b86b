import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { CLIENT_EVENTS, SERVER_EVENTS } from './events/events.ts';
import { ROUTES } from './routes/routes.ts';

type Schema = z.core.$ZodType;

/** The fields of what a server sends that would be refused in a word of a later version. */
function closedIn(schema: Schema, path: string): string[] {
  if (schema instanceof z.core.$ZodEnum || schema instanceof z.core.$ZodLiteral) return [path];
  if (schema instanceof z.core.$ZodObject)
    return Object.entries<Schema>(schema._zod.def.shape).flatMap(([key, inner]) =>
      closedIn(inner, `${path}.${key}`),
    );
  if (schema instanceof z.core.$ZodArray) return closedIn(schema._zod.def.element, path);
  if (schema instanceof z.core.$ZodRecord) return closedIn(schema._zod.def.valueType, path);
  if (schema instanceof z.core.$ZodUnion) return closedInUnion(schema, path);
  if (
    schema instanceof z.core.$ZodOptional ||
    schema instanceof z.core.$ZodNullable ||
    schema instanceof z.core.$ZodReadonly
  )
    return closedIn(schema._zod.def.innerType, path);
  return [];
}

/** A union is open where one of its options takes any word. */
function closedInUnion(schema: z.core.$ZodUnion, path: string): string[] {
  const { options } = schema._zod.def;
  const isOpen = options.some((option) => option instanceof z.core.$ZodCustom);
  const closed = options.flatMap((option) => closedIn(option, path));
  return isOpen ? closed.filter((field) => field !== path && field !== `${path}.kind`) : closed;
}

const SENT: Readonly<Record<string, Schema>> = {
  ...SERVER_EVENTS,
  ...Object.fromEntries(
    Object.entries({ ...CLIENT_EVENTS, ...ROUTES }).flatMap(([name, row]) =>
      'response' in row ? [[name, row.response]] : [],
    ),
  ),
};

test('a word of a later version is refused only where nothing else can be understood without it', () => {
  const closed = Object.entries(SENT).flatMap(([name, schema]) => closedIn(schema, name));
  const fields = new Set(closed.map((path) => path.split('.').slice(-2).join('.')));
  expect([...fields].sort()).toEqual([
    // By which rules evidence proves something: by others, a page could call a thing proven that is not.
    'evidence.kind',
    // Who answers a probe is Parley or is not.
    'health.name',
    // Without its function no key can be derived, and a weak one would be a trap.
    'kdf.name',
    // The kind of a payload is in the hash of its entry, by a number that only its own version knows.
    'payload.kind',
    'payload.was',
    // What a machine may do is understood whole: a rule that is overlooked would look like more than is allowed.
    'scopes.rooms',
    // A form that can't show what is chosen would save something else.
    'settings.registration',
    'settings.roomCreation',
  ]);
});

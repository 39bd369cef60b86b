import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import * as lightly from './light-schemas.ts';

type Schema = z.core.$ZodType;
/** What both implementations have. */
interface Checked {
  safeParse(input: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
  };
}

const FOLDER = import.meta.dirname;
const FILES = globSync('**/*.ts', { cwd: FOLDER }).filter(
  (path) => !path.endsWith('.test.ts') && readFileSync(join(FOLDER, path), 'utf8').includes("'zod/mini'"),
);

const heavy = await schemas();
vi.resetModules();
vi.doMock('zod/mini', () => import('./light-schemas.ts'));
const light = await schemas();
/** Without those that another name has as well. */
const ONCE = [...new Map([...heavy].map(([name, schema]) => [schema, name]))].map(
  ([schema, name]) => [name, schema as unknown as Schema & Checked] as const,
);

/** All schemas that the protocol exports, alone or in tables. */
async function schemas(): Promise<ReadonlyMap<string, Checked>> {
  const modules = await Promise.all(
    FILES.map(async (path) => [path, (await import(join(FOLDER, path))) as object]),
  );
  return new Map(modules.flatMap(([path, module]) => schemasIn(module, path as string)));
}

function schemasIn(value: unknown, path: string): (readonly [string, Checked])[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('safeParse' in value) return [[path, value as Checked]];
  return Object.entries(value).flatMap(([key, inner]) => schemasIn(inner, `${path}/${key}`));
}

const STRANGE = fc.oneof(
  fc.constantFrom(undefined, null, '', ' x ', 'x', '__proto__', 0, 1, -1, 1.5, 2 ** 53, NaN, Infinity, true),
  fc.constantFrom([], {}, [[]], JSON.parse('{"__proto__": 1}'), new Date(0), new ArrayBuffer(1)),
  fc.anything(),
);

/** How many parts of a value, of 40, are other than its schema wants them. */
type Odds = 0 | 1;

function sometimes<T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>, odds: Odds): fc.Arbitrary<T> {
  return odds === 0
    ? usual
    : fc.oneof({ weight: 40 - odds, arbitrary: usual }, { weight: odds, arbitrary: other });
}

function valuesOf(schema: Schema, odds: Odds): fc.Arbitrary<unknown> {
  return sometimes(fitting(schema, odds), STRANGE, odds);
}

function fitting(schema: Schema, odds: Odds): fc.Arbitrary<unknown> {
  const within = (inner: Schema) => valuesOf(inner, odds);
  if (schema instanceof z.core.$ZodObject) return objects(schema, odds);
  if (schema instanceof z.core.$ZodRecord) return records(schema, odds);
  if (schema instanceof z.core.$ZodTuple) return fc.tuple(...schema._zod.def.items.map(within));
  if (schema instanceof z.core.$ZodUnion) return fc.oneof(...schema._zod.def.options.map(within));
  if (schema instanceof z.core.$ZodEnum) return fc.constantFrom(...Object.values(schema._zod.def.entries));
  if (schema instanceof z.core.$ZodLiteral) return fc.constantFrom(...schema._zod.def.values);
  if (schema instanceof z.core.$ZodPipe) return within(schema._zod.def.in);
  if (schema instanceof z.core.$ZodReadonly) return within(schema._zod.def.innerType);
  if (schema instanceof z.core.$ZodOptional)
    return fc.oneof(fc.constant(undefined), within(schema._zod.def.innerType));
  if (schema instanceof z.core.$ZodNullable)
    return fc.oneof(fc.constant(null), within(schema._zod.def.innerType));
  if (schema instanceof z.core.$ZodArray)
    return fc.array(within(schema._zod.def.element), lengths(schema, 2));
  return leaves(schema, odds);
}

function objects(schema: z.core.$ZodObject, odds: Odds): fc.Arbitrary<unknown> {
  const shape = Object.entries<Schema>(schema._zod.def.shape);
  const optional = shape.filter(([, field]) => field instanceof z.core.$ZodOptional).map(([key]) => key);
  const missing = sometimes(fc.subarray(optional), fc.subarray(shape.map(([key]) => key)), odds);
  const more = sometimes(fc.constant<string[]>([]), fc.constantFrom(['more'], ['__proto__']), odds);
  const fields = Object.fromEntries(shape.map(([key, field]) => [key, valuesOf(field, odds)]));
  return fc.tuple(fc.record(fields), missing, more).map(([value, without, others]) => {
    const object = Object.fromEntries(Object.entries(value).filter(([key]) => !without.includes(key)));
    for (const key of others) Object.defineProperty(object, key, { ...FIELD, value: 1 });
    return object;
  });
}

const FIELD = { enumerable: true, writable: true, configurable: true };

function records(schema: z.core.$ZodRecord, odds: Odds): fc.Arbitrary<unknown> {
  const key = valuesOf(schema._zod.def.keyType, odds).map(String);
  return fc.dictionary(key, valuesOf(schema._zod.def.valueType, odds), { maxKeys: 3 });
}

function leaves(schema: Schema, odds: Odds): fc.Arbitrary<unknown> {
  if (schema instanceof z.core.$ZodString) return texts(schema, odds);
  if (schema instanceof z.core.$ZodNumber) return numbers(schema, odds);
  if (schema instanceof z.core.$ZodBoolean) return fc.boolean();
  if (schema instanceof z.core.$ZodNull) return fc.constant(null);
  if (schema instanceof z.core.$ZodCustom)
    return fc.constantFrom('laterWord', { kind: 'laterKind', more: 1 });
  throw new Error(`How does one make a ${schema._zod.def.type}?`);
}

interface Check {
  readonly pattern?: RegExp;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly value?: number;
}

function checksOf(schema: Schema): readonly Check[] {
  return (schema._zod.def.checks ?? []).map((check) => check._zod.def as Check);
}

function lengths(schema: Schema, usual: number) {
  const checks = checksOf(schema);
  const minLength = checks.find(({ minimum }) => minimum !== undefined)?.minimum ?? 0;
  return { minLength, maxLength: Math.max(minLength, usual) };
}

/** A pattern that sets a length, such as that of base64, is met; what others ask for is in most short texts. */
function texts(schema: Schema, odds: Odds): fc.Arbitrary<string> {
  const pattern = checksOf(schema).find((check) => check.pattern !== undefined)?.pattern;
  const usual =
    pattern === undefined || pattern.flags.includes('u')
      ? fc.constantFrom('abcd', ' 1abc23 ')
      : fc.stringMatching(pattern);
  const most = checksOf(schema).find(({ maximum }) => maximum !== undefined)?.maximum ?? 10;
  const least = checksOf(schema).find(({ minimum }) => minimum !== undefined)?.minimum ?? 1;
  // One of them is two units long: servers and browsers have to count the same.
  const lengths = [least - 1, least, most, most + 1].filter((length) => length >= 0 && length <= 100_000);
  const edges = fc.constantFrom(
    ...lengths.flatMap((length) => ['x'.repeat(length), '\u{1F600}'.repeat(length)]),
    'a\u202ebc',
    '\u0301\u0301',
    'AAA',
    'AA=A',
  );
  return sometimes(usual, fc.oneof(edges, fc.string()), odds);
}

function numbers(schema: Schema, odds: Odds): fc.Arbitrary<number> {
  const edges = checksOf(schema).flatMap(({ value }) =>
    value === undefined ? [] : [value - 1, value, value + 1],
  );
  const least = Math.max(0, ...edges.slice(1, 2));
  return sometimes(fc.constant(least), fc.constantFrom(...edges, 1, 2.5), odds);
}

test('browsers have all schemas that others have', () => {
  expect(heavy.size).toBeGreaterThan(100);
  expect([...light.keys()]).toEqual([...heavy.keys()]);
});

test.each(ONCE)('browsers take and refuse what others do: %s', (name, schema) => {
  const verdicts = new Set<boolean>();
  const compare = (value: unknown) => {
    const theirs = schema.safeParse(value);
    const ours = light.get(name)?.safeParse(value);
    verdicts.add(theirs.success);
    expect(ours?.success).toBe(theirs.success);
    if (theirs.success) expect(ours?.data).toStrictEqual(theirs.data);
  };
  const values = [valuesOf(schema, 0), valuesOf(schema, 1), STRANGE].map((made) =>
    fc.property(made, compare),
  );
  for (const property of values) fc.assert(property, { seed: 1, numRuns: 60 });
  expect([...verdicts].sort()).toEqual([false, true]);
});

test.each([0, 1, 2, 3, 4, 5, 8, 9])(
  'a text of %d characters of two units is as long as for servers',
  (length) => {
    const text = '\u{1F600}'.repeat(length);
    const [theirs, ours] = [z, lightly].map((library) => {
      const { string, minLength, maxLength } = library as typeof z;
      return string().check(minLength(2), maxLength(4)).safeParse(text).success;
    });
    expect(ours).toBe(theirs);
  },
);

test('what is refused says where', () => {
  const issues = light.get('errors/wire-error.ts/WireError')?.safeParse({ code: 'E', message: 1 })
    .error?.issues;
  expect(issues).toEqual([{ path: ['message'] }]);
});

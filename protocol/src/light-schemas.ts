/**
 * What browsers load in place of `zod/mini` (see `browser` in package.json): as much of it as the schemas of the protocol use, a tenth
 * as heavy, since nothing here explains, extends or converts. Types, servers and the terminal have zod's own.
 * `light-schemas.test.ts` holds both to say the same of every schema; what is missing here fails there.
 */
import { lengthFor, type Sized } from './length-for.ts';
import type { ParseIssues } from './parser.ts';

/** Why a value is refused: the way to what is wrong in it. */
class Violation {
  readonly path: readonly PropertyKey[];
  readonly keys: readonly string[] | undefined;

  constructor(path: readonly PropertyKey[] = [], keys?: readonly string[]) {
    this.path = path;
    this.keys = keys;
  }

  under(key: PropertyKey): Violation {
    return new Violation([key, ...this.path], this.keys);
  }

  get issues(): ParseIssues['issues'] {
    return [{ path: this.path, ...(this.keys && { keys: this.keys }) }];
  }
}

/** Gives what a value becomes, or a `Violation`. */
type Take = (value: unknown) => unknown;
type Fields = Readonly<Record<string, unknown>>;
type Shape = Readonly<Record<string, Schema>>;
/** Gives what an object becomes, of its named fields as taken. */
type Finish = (taken: Fields, value: Fields, shape: Shape) => unknown;
type About = Partial<Pick<Schema, 'shape' | 'finish' | 'isOptional' | 'word'>>;

class Schema {
  readonly take: Take;
  /** Of an object. */
  readonly shape: Shape;
  /** Of an object: what it does with the fields that it does not name. */
  readonly finish: Finish;
  /** A field of it may be missing. */
  readonly isOptional: boolean;
  /** Of a literal. */
  readonly word: unknown;

  constructor(take: Take, { shape = {}, finish = dropping, isOptional = false, word }: About = {}) {
    this.take = take;
    this.shape = shape;
    this.finish = finish;
    this.isOptional = isOptional;
    this.word = word;
  }

  check(...checks: readonly Take[]): Schema {
    return new Schema((value) => checks.reduce((taken, check) => then(taken, check), this.take(value)), this);
  }

  safeParse(input: unknown) {
    const data = this.take(input);
    return data instanceof Violation ? { success: false, error: data } : { success: true, data };
  }
}

function then(taken: unknown, next: Take): unknown {
  return taken instanceof Violation ? taken : next(taken);
}

function only(isRight: (value: unknown) => boolean): Take {
  return (value) => (isRight(value) ? value : new Violation());
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): value is Fields {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function entriesTaken(
  entries: Iterable<readonly [string, Schema]>,
  value: Fields,
): Violation | Record<string, unknown> {
  const taken: Record<string, unknown> = {};
  for (const [key, schema] of entries) {
    const isThere = key in value;
    if (!isThere && schema.isOptional) continue;
    const field = isThere ? schema.take(value[key]) : new Violation();
    if (field instanceof Violation) return field.under(key);
    taken[key] = field;
  }
  return taken;
}

function objectOf(shape: Shape, finish: Finish): Schema {
  const entries = Object.entries(shape);
  return new Schema(
    (value) =>
      isObject(value)
        ? then(entriesTaken(entries, value), (taken) => finish(taken as Fields, value, shape))
        : new Violation(),
    { shape, finish },
  );
}

function dropping(taken: Fields): unknown {
  return taken;
}

function refusing(taken: Fields, value: Fields, shape: Shape): unknown {
  const keys = unknownIn(shape, value);
  return keys.length > 0 ? new Violation([], keys) : taken;
}

function keeping(taken: Fields, value: Fields, shape: Shape): unknown {
  const others = unknownIn(shape, value).filter((key) => key !== '__proto__');
  return { ...taken, ...Object.fromEntries(others.map((key) => [key, value[key]])) };
}

function unknownIn(shape: Shape, value: Fields): readonly string[] {
  return Object.keys(value).filter((key) => !Object.hasOwn(shape, key));
}

export function object(shape: Shape): Schema {
  return objectOf(shape, dropping);
}

export function strictObject(shape: Shape): Schema {
  return objectOf(shape, refusing);
}

export function looseObject(shape: Shape): Schema {
  return objectOf(shape, keeping);
}

export function extend({ shape, finish }: Schema, more: Shape): Schema {
  return objectOf({ ...shape, ...more }, finish);
}

export function partial({ shape, finish }: Schema): Schema {
  const fields = Object.entries(shape).map(([key, schema]) => [key, optional(schema)] as const);
  return objectOf(Object.fromEntries(fields), finish);
}

export function record(key: Schema, item: Schema): Schema {
  return new Schema((value) => {
    if (!isPlain(value)) return new Violation();
    const keys = Object.keys(value).filter((name) => name !== '__proto__');
    const wrong = keys.find((name) => key.take(name) instanceof Violation);
    if (wrong !== undefined) return new Violation([wrong]);
    return entriesTaken(
      keys.map((name) => [name, item]),
      value,
    );
  });
}

export function array(item: Schema): Schema {
  return new Schema((value) => (Array.isArray(value) ? itemsTaken(value, () => item) : new Violation()));
}

export function tuple(items: readonly Schema[]): Schema {
  return new Schema((value) =>
    Array.isArray(value) && value.length === items.length
      ? itemsTaken(value, (at) => items[at])
      : new Violation(),
  );
}

function itemsTaken(
  values: readonly unknown[],
  schemaAt: (at: number) => Schema | undefined,
): Violation | unknown[] {
  const taken: unknown[] = [];
  for (const [at, value] of values.entries()) {
    const item = schemaAt(at)?.take(value);
    if (item instanceof Violation) return item.under(at);
    taken.push(item);
  }
  return taken;
}

export function union(options: readonly Schema[]): Schema {
  return new Schema((value) => {
    for (const { take } of options) {
      const taken = take(value);
      if (!(taken instanceof Violation)) return taken;
    }
    return new Violation();
  });
}

/** Each option says by a `literal` which word of `discriminator` is its own. */
export function discriminatedUnion(discriminator: string, options: readonly Schema[]): Schema {
  const byWord = new Map(options.map((option) => [option.shape[discriminator]?.word, option]));
  return new Schema((value) => {
    if (!isObject(value)) return new Violation();
    const option = byWord.get(value[discriminator]);
    return option === undefined ? new Violation([discriminator]) : option.take(value);
  });
}

export function optional({ take }: Schema): Schema {
  return new Schema((value) => (value === undefined ? value : take(value)), { isOptional: true });
}

export function nullable({ take }: Schema): Schema {
  return new Schema((value) => (value === null ? value : take(value)));
}

export function readonly({ take, isOptional }: Schema): Schema {
  return new Schema((value) => then(take(value), Object.freeze), { isOptional });
}

export function pipe(first: Schema, second: Schema): Schema {
  return new Schema((value) => then(first.take(value), second.take));
}

export function transform(change: Take): Schema {
  return new Schema(change);
}

export function custom(isRight: (value: unknown) => boolean): Schema {
  return new Schema(only(isRight));
}

export function literal(word: unknown): Schema {
  return new Schema(
    only((value) => value === word),
    { word },
  );
}

function oneOf(words: readonly unknown[]): Schema {
  return custom((value) => words.includes(value));
}

function nothing(): Schema {
  return literal(null);
}

// These are words of the language, too.
export { nothing as null, oneOf as enum };

export function string(): Schema {
  return custom((value) => typeof value === 'string');
}

export function boolean(): Schema {
  return custom((value) => typeof value === 'boolean');
}

export function number(): Schema {
  return custom(Number.isFinite);
}

export function int(): Schema {
  return custom(Number.isSafeInteger);
}

/** Checks come behind the schema that says of which type the value is. */
export function refine(isRight: (value: never) => boolean): Take {
  return only(isRight as (value: unknown) => boolean);
}

export function regex(pattern: RegExp): Take {
  return refine((text: string) => pattern.test(text));
}

export function trim(): Take {
  return (text) => (text as string).trim();
}

export function minLength(least: number): Take {
  return refine((value: Sized) => lengthFor(least, value) >= least);
}

export function maxLength(most: number): Take {
  return refine((value: Sized) => lengthFor(most, value) <= most);
}

export function gte(least: number): Take {
  return refine((value: number) => value >= least);
}

export function lte(most: number): Take {
  return refine((value: number) => value <= most);
}

export function lt(limit: number): Take {
  return refine((value: number) => value < limit);
}

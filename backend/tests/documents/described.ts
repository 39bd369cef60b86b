import { Ajv, type ErrorObject } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';

/** A document as a server gave it out, to hold answers against. */
export class Described {
  readonly #ajv: Ajv | Ajv2020;
  readonly #root: string;

  /** JSON Schema of 2020 for OpenAPI, draft 7 for AsyncAPI. */
  constructor(document: object) {
    const options = { strict: false, allErrors: true };
    this.#ajv = 'openapi' in document ? new Ajv2020(options) : new Ajv(options);
    this.#root = 'openapi' in document ? 'openapi' : 'asyncapi';
    this.#ajv.addSchema(closed(document) as object, this.#root);
  }

  /** What is wrong with a value by the schema at this place. */
  wrongIn(place: readonly string[], value: unknown): readonly string[] {
    const pointer = place
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validate = this.#ajv.compile({ $ref: `${this.#root}#/${pointer}` });
    return validate(value) ? [] : (validate.errors ?? []).map(inWords);
  }

  answer(method: string, path: string, status: string, value: unknown): readonly string[] {
    const place = ['paths', path, method, 'responses', status, 'content', 'application/json', 'schema'];
    return this.wrongIn(place, value);
  }

  message(name: string, payload: unknown): readonly string[] {
    return this.wrongIn(['channels', 'chat', 'messages', name, 'payload'], payload);
  }

  /** Of the gateway. */
  frame(name: string, payload: unknown): readonly string[] {
    return this.wrongIn(['channels', 'ws', 'messages', name, 'payload'], payload);
  }
}

function inWords({ instancePath, message = '' }: ErrorObject): string {
  return `${instancePath} ${message}`;
}

/** Clients must not mind a field that they don't know. A server that has one which nobody describes is what the tests look for. */
function closed(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map(closed);
  const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
  return inner.type === 'object' && typeof inner.properties === 'object' && !isOpen(inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** An entry of a later version may have any fields. */
function isOpen({ description }: Readonly<Record<string, unknown>>): boolean {
  return typeof description === 'string' && description.includes('later version');
}

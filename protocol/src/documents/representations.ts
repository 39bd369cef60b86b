import type { JSONSchema } from 'zod/v4/core';
import { isJson } from '../commands/json.ts';
import { ERROR_CODES } from '../errors/error-codes.ts';
import { ERRORS } from '../errors/errors.ts';
import { WireError } from '../errors/wire-error.ts';
import { isWord } from '../later-word.ts';
import { isBase64 } from '../log/payload.ts';
import { isUnknownBody } from '../log/unknown-body.ts';
import { isLaterContact } from '../vault/vault.ts';

type JsonSchema = JSONSchema.BaseSchema;

const WORD: JsonSchema = { type: 'string', minLength: 1, maxLength: 60 };

/** Of checks that are functions: what JSON Schema can say of the same. A word of a later version can be anything but a known one. */
export const OF_CHECKS: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  [isWord, { ...WORD, description: 'A word of a later version.' }],
  [isJson, { description: 'Any JSON.' }],
  [isUnknownBody, laterKind('kind', 'An entry of a later version.')],
  [isLaterContact, { ...WORD, description: 'What a later version knows of somebody.' }],
  [
    isBase64,
    {
      contentEncoding: 'base64',
      pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
    },
  ],
]);

/** Of schemas: what JSON Schema says beside what follows from them. */
export const OF_SCHEMAS: ReadonlyMap<unknown, JsonSchema> = new Map<unknown, JsonSchema>([
  [
    WireError.shape.code,
    {
      anyOf: [
        ...ERROR_CODES.map((code) => ({
          const: code,
          description: `${ERRORS[code].status}: ${ERRORS[code].message}`,
        })),
        { pattern: '^E_[A-Z_]+$', description: 'A code of a later version.' },
      ],
    },
  ],
]);

function laterKind(field: string, description: string): JsonSchema {
  return { type: 'object', properties: { [field]: WORD }, required: [field], description };
}

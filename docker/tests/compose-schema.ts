import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';

const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, 'compose-spec/compose-spec.json'), 'utf8'),
) as object;
// Its formats are compose's own, for its own reader.
const validate = new Ajv2020({ strict: false, validateFormats: false, allErrors: true }).compile(schema);

/** Violations of the Compose Specification in a file, one per line. */
export function complaintsOf(content: unknown): readonly string[] {
  if (validate(content)) return [];
  return (validate.errors ?? []).map(({ instancePath, message = '', params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

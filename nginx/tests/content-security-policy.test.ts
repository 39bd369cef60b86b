import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENT_SECURITY_POLICY } from '@parley/protocol';
import { expect, test } from 'vitest';

test("nginx sends the server's Content-Security-Policy", () => {
  const snippet = readFileSync(join(import.meta.dirname, '../snippets/security-headers.conf'), 'utf8');

  expect(/add_header Content-Security-Policy "(.*)" always;/.exec(snippet)?.[1]).toBe(
    CONTENT_SECURITY_POLICY,
  );
});

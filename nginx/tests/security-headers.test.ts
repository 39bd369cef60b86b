import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CONTENT_SECURITY_POLICY, PERMISSIONS_POLICY } from '@parley/protocol';
import { expect, test } from 'vitest';

test.each([
  ['Content-Security-Policy', CONTENT_SECURITY_POLICY],
  ['Permissions-Policy', PERMISSIONS_POLICY],
])("nginx sends the server's %s", (header, policy) => {
  const snippet = readFileSync(join(import.meta.dirname, '../snippets/security-headers.conf'), 'utf8');

  expect(new RegExp(`add_header ${header} "(.*)" always;`).exec(snippet)?.[1]).toBe(policy);
});

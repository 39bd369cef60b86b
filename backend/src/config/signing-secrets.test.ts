import { expect, test } from 'vitest';
import { beginSigning } from '../domain/audit/begin-signing.ts';
import { KnownHeads } from '../domain/audit/known-heads.ts';
import { record } from '../domain/audit/record.ts';
import { verifyAudit } from '../domain/audit/verify-audit.ts';
import { auditKeys } from '../security/audit/audit-keys.ts';
import { signedAudit } from '../security/audit/signed-audit.ts';
import { createMemoryStores } from '../store/memory/index.ts';
import { readConfig } from './env.ts';
import { auditSecretsOf } from './signing-secrets.ts';

const [FIRST, SECOND, THIRD] = ['1', '2', '3'].map(
  (number) => `the audit key number ${number} of this server`,
);

const signerOf = (environment: Record<string, string | undefined>) =>
  auditKeys(
    auditSecretsOf(readConfig({ JWT_SECRET: 'a secret that is long enough for this', ...environment })),
  );

test('33. an audit log whose key was changed twice is sound', async () => {
  const { audit } = createMemoryStores();
  const rotations = [
    { AUDIT_KEY: FIRST },
    { AUDIT_KEY: SECOND, AUDIT_KEY_PREVIOUS: FIRST },
    { AUDIT_KEY: THIRD, AUDIT_KEY_PREVIOUS: `${SECOND}, ${FIRST}` },
  ];
  for (const environment of rotations) {
    const context = { audit: signedAudit(audit, signerOf(environment)), clock: () => 0 };
    await beginSigning(context);
    await record(context, { kind: 'login' });
  }

  const verify = (environment: Record<string, string | undefined>) =>
    verifyAudit(audit, signerOf(environment), new KnownHeads());
  expect(await verify({ AUDIT_KEY: THIRD, AUDIT_KEY_PREVIOUS: `${SECOND}, ${FIRST}` })).toEqual(
    expect.not.objectContaining({ problem: expect.anything() as unknown }),
  );
  expect(await verify({ AUDIT_KEY: THIRD, AUDIT_KEY_PREVIOUS: SECOND })).toMatchObject({
    problem: { kind: 'unknownKey', at: 1 },
  });
});

test.each([
  ['AUDIT_KEY', 'a key with a comma, which is long enough'],
  ['AUDIT_KEY_PREVIOUS', `${FIRST}, and a short one`],
])('%s is refused where it would be no list of keys, without being repeated', (name, value) => {
  const read = () => signerOf({ [name]: value });
  expect(read).toThrow(`${name} is not allowed. Allowed: `);
  expect(read).not.toThrow(value);
});

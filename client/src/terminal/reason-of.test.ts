import { expect, test } from 'vitest';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { reasonOf } from './reason-of.ts';

/** As Node.js's fetch fails. */
const noAnswer = (code: string, message: string) =>
  new NoAnswerError({
    cause: new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) }),
  });

test('a certificate that is not trusted is named, with what to do about it', () => {
  const reason = reasonOf(noAnswer('DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'));

  expect(reason).toContain('not trusted here: self-signed certificate.');
  expect(reason).toContain('NODE_EXTRA_CA_CERTS');
});

test('a server that is away is one that cannot be reached', () => {
  expect(reasonOf(noAnswer('ECONNREFUSED', 'connect ECONNREFUSED'))).toMatch(/^The server cannot be reached/);
});

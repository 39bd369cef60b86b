import { expect, test } from 'vitest';
import { certificateOf } from './certificate-of.ts';

const given = (cert: string) => () => certificateOf({ kind: 'files', cert, key: import.meta.filename }, 0);

test('a certificate that cannot be read is named with its variable', () => {
  expect(given('/nonexistent/cert.pem')).toThrow('TLS_CERT_FILE is /nonexistent/cert.pem');
});

test('files that are no certificate and key are named with their variables', () => {
  expect(given(import.meta.filename)).toThrow(`TLS_CERT_FILE is ${import.meta.filename} and TLS_KEY_FILE`);
});

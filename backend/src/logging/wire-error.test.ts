import { Writable } from 'node:stream';
import { ParleyError, type ErrorCode } from '@parley/protocol';
import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';
import { wireErrorOf } from './wire-error.ts';

/** What the log says of a failure, beside what its sender is told. */
function logged(error: unknown): { readonly lines: string; readonly code: ErrorCode } {
  let lines = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines += chunk.toString();
      done();
    },
  });
  const { code } = wireErrorOf(error, createLogger({ level: 'warn', pretty: false, stream }));
  return { lines, code };
}

test.each<ErrorCode>(['E_STORE_FULL', 'E_STORE_BUSY'])('%s and its cause stand in the log', (code) => {
  const cause = new Error('database or disk is full');

  const { lines, code: told } = logged(new ParleyError(code, { cause }));

  expect(told).toBe(code);
  expect(lines).toContain('database or disk is full');
});

test('what a user did wrong does not', () => {
  expect(logged(new ParleyError('E_FORBIDDEN')).lines).toBe('');
});

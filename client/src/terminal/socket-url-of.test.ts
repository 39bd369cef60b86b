import { expect, test } from 'vitest';
import { NoAnswerError } from '../ports/no-answer-error.ts';
import { socketUrlOf } from './socket-url-of.ts';

const find = async (url: string, status: number) => {
  const exchange = () => Promise.resolve({ status, body: {} });
  return (await socketUrlOf(new URL(url), { exchange })).origin;
};

test('sockets are at the address itself where they are answered there', async () => {
  expect(await find('http://localhost:8091', 400)).toBe('http://localhost:8091');
});

test('sockets are at the port behind where the address has none', async () => {
  expect(await find('http://localhost:8091', 404)).toBe('http://localhost:8092');
});

test('an address without a port has sockets, or nothing has', async () => {
  expect(await find('https://chat.example.org', 404)).toBe('https://chat.example.org');
});

test('a server that is gone since the login is one that does not answer', async () => {
  const exchange = () => Promise.reject(new TypeError('fetch failed'));

  await expect(socketUrlOf(new URL('http://localhost:1'), { exchange })).rejects.toThrow(NoAnswerError);
});

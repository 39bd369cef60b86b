import { expect, test } from 'vitest';
import { isOnThisComputer } from './this-computer.ts';

test.each([
  'http://localhost:8091',
  'https://localhost',
  'http://LOCALHOST',
  'http://chat.localhost:1',
  'http://127.0.0.1:8091',
  'http://127.1',
  'http://[::1]:8091',
])('%s leads nobody to it who sits elsewhere', (url) => {
  expect(isOnThisComputer(url)).toBe(true);
});

test.each([
  'https://chat.example.org',
  'https://localhost.example.org',
  'https://notlocalhost',
  'http://192.168.0.7:8091',
  'http://127.example.org',
])('%s does', (url) => {
  expect(isOnThisComputer(url)).toBe(false);
});

import { expect, test } from 'vitest';
import { servesTheBuild } from './serves-the-build.ts';

test.each([
  {},
  { STATIC_DIR: '' },
  { STATIC_DIR: 'frontend/dist/browser/' },
  { STATIC_DIR: '/parley/frontend/dist/browser' },
  { HTTP_PORT: '8310', WS_PORT: '' },
  { HTTP_PORT: '8310', WS_PORT: '8310' },
])('a server with %j shows the web client that is built here', (environment) => {
  expect(servesTheBuild('/parley', environment)).toBe(true);
});

test.each([{ STATIC_DIR: 'elsewhere' }, { HTTP_PORT: '8091', WS_PORT: '8092' }])(
  'a server with %j does not',
  (environment) => {
    expect(servesTheBuild('/parley', environment)).toBe(false);
  },
);

import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('three servers at port 4300, unless something else is said', () => {
  const { data: _, ...others } = readOptions([], {});

  expect(others).toEqual({ nodes: 3, port: 4300, build: true, mongodb: undefined, redis: undefined });
  expect(readOptions(['--nodes', '5', '--port', '5000'], {})).toMatchObject({ nodes: 5, port: 5000 });
});

test('a database that is named wins over the one of the environment', () => {
  const environment = { MONGODB_URI: 'mongodb://there/parley', REDIS_URL: 'redis://there' };

  expect(readOptions([], environment)).toMatchObject({
    mongodb: 'mongodb://there/parley',
    redis: 'redis://there',
  });
  expect(readOptions(['--mongodb', 'mongodb://here/parley'], environment)).toMatchObject({
    mongodb: 'mongodb://here/parley',
  });
});

test.each([
  [['--nodes', 'many'], '--nodes is "many". Allowed: a whole number from 1 to 9.'],
  [['--port', '80'], '--port is "80"'],
  [['--cats', '3'], '--cats'],
])('%j is refused with the reason', (words, complaint) => {
  expect(() => readOptions(words, {})).toThrow(complaint);
});

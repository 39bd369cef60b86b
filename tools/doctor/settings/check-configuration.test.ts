import { expect, test } from 'vitest';
import { checkConfiguration } from './check-configuration.ts';

const good = { NODE_ENV: 'production', JWT_SECRET: 'a secret that is long enough for this' };

test('a configuration with which a server starts is fine', () => {
  const { config, findings } = checkConfiguration(good);

  expect(findings).toMatchObject([{ verdict: 'fine' }]);
  expect(config?.publicUrl).toBe('http://localhost:8091');
});

test('each variable that keeps a server from starting is a problem of its own', () => {
  const { config, findings } = checkConfiguration({ ...good, HTTP_PORT: 'eighty', LOG_LEVEL: 'loud' });

  expect(config).toBeUndefined();
  expect(findings).toMatchObject([
    { verdict: 'problem', says: expect.stringContaining('HTTP_PORT is "eighty"') as string },
    { verdict: 'problem', says: expect.stringContaining('LOG_LEVEL is "loud"') as string },
  ]);
});

import { randomUUID } from 'node:crypto';
import { pathOf, ROUTES, type RouteName } from '@parley/protocol';
import { expect, test } from 'vitest';
import { VERSION } from '../../testing/call.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { createMachine, machineUser } from '../../testing/test-machine.ts';

const NAMES = Object.keys(ROUTES) as RouteName[];
/** All of them: a new one is tested by being in the table. */
const ADMIN_ROUTES = NAMES.filter((name) => ROUTES[name].who === 'admin');

test.each(ADMIN_ROUTES)('%s refuses strangers, plain users and machines', async (name) => {
  const backend = await startTestBackend();
  const admin = await backend.registerAdmin();
  const person = await backend.register();
  const machine = await machineUser(backend, admin, await createMachine(backend, admin));
  const { method } = ROUTES[name];
  const path = pathOf(ROUTES[name]).replaceAll(/:\w+/g, () => randomUUID());
  const codeFor = async (headers: Readonly<Record<string, string>>) => {
    const response = await fetch(backend.httpUrl + path, {
      method,
      headers: { ...VERSION, ...headers, ...(method !== 'GET' && { 'content-type': 'application/json' }) },
      ...(method !== 'GET' && { body: '{}' }),
    });
    const { code } = (await response.json()) as { readonly code?: string };
    return [response.status, code];
  };

  expect(await codeFor({})).toEqual([401, 'E_UNAUTHENTICATED']);
  for (const { token } of [person, machine])
    expect(await codeFor({ 'auth-token': token })).toEqual([403, 'E_FORBIDDEN']);
});

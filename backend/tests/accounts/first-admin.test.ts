import { expect, test } from 'vitest';
import { checkInvitation } from '../../src/domain/invitations/check-invitation.ts';
import { createInvitation } from '../../src/domain/invitations/create-invitation.ts';
import { newMachine } from '../../src/domain/machines/new-machine.ts';
import { ALL_SCOPES } from '../../src/domain/machines/scopes.ts';
import { firstLink } from '../../src/start/first-link.ts';
import { startTestBackend, type TestBackend } from '../../testing/start-test-backend.ts';

/** As `npm run machine` makes one, before anybody is here. */
async function addMachine({ context }: TestBackend): Promise<void> {
  const details = { purpose: 'deploys', scopes: ALL_SCOPES };
  await context.users.create(newMachine(context, { username: 'deploy', displayName: 'Deploy', details }));
}

test('a machine keeps the first administrator from nothing, where registration is closed', async () => {
  const backend = await startTestBackend({ env: { REGISTRATION: 'closed' } });
  const { context } = backend;
  await addMachine(backend);
  const link = await firstLink(context, 'https://chat.example');
  const secret = /invitation=([^&]+)&administrator$/.exec(link ?? '')?.[1] ?? '';
  expect(await checkInvitation(context, secret)).toHaveProperty('expiresAt');
  await expect(backend.register()).rejects.toThrow('E_INVITATION_INVALID');
  const { uid } = await backend.registerWith(secret);
  expect(await context.users.byUid([uid])).toMatchObject([{ admin: true }]);
  expect(await firstLink(context, 'https://chat.example')).toBeUndefined();
  await expect(backend.registerAdmin()).rejects.toThrow('E_REGISTRATION_CLOSED');
});

test('a link of somebody who is no administrator opens no closed server', async () => {
  const backend = await startTestBackend();
  const { uid } = await backend.register();
  const { secret } = await createInvitation(backend.context, uid);
  const context = {
    ...backend.context,
    rules: { ...backend.context.rules, registration: 'closed' },
  } as const;
  await expect(checkInvitation(context, secret)).rejects.toMatchObject({
    code: 'E_REGISTRATION_CLOSED',
  });
});

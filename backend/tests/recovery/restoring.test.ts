import { directConversation } from '@parley/client';
import { expect, onTestFinished, test, vi } from 'vitest';
import { registerWithKeys } from '../../testing/register-with-keys.ts';
import { runTool } from '../serve/run-tool.ts';
import { serve } from '../serve/serving.ts';
import { temporaryFolder } from '../store/temporary-folder.ts';
import { person } from './person.ts';
import { storeEnvironment } from './store-environment.ts';

const AUDIT_KEY = 'a key of the tests that is long enough';
const PATIENCE = { timeout: 30_000, interval: 50 };

test('after a restore clients show what the server lost, can send it again, and agree', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const backup = folder.path('backup.db');
  const before = await serve({
    REGISTRATION: 'open',
    AUDIT_KEY,
    SECURITY_LOG_FILE: folder.path('security.log'),
    ...storeEnvironment(folder.path('before.db')),
  });
  const url = `http://localhost:${before.port}`;
  const [alice, bob] = [await person(url), await person(url)];
  const conversation = directConversation(alice.chat, bob.uid);
  directConversation(bob.chat, alice.uid);

  await alice.chat.send(conversation, { text: 'kept' });
  await vi.waitFor(() => expect(bob.sees(conversation)).toEqual([['kept', 'theirs']]), PATIENCE);
  const made = await runTool(before, 'backup', '--to', backup);
  expect(made).toMatchObject({ code: 0 });
  // What the audit log says of this account is lost with it.
  await registerWithKeys(url);
  await bob.chat.send(conversation, { text: 'lost by bob' });
  await vi.waitFor(() => expect(alice.sees(conversation)).toHaveLength(2), PATIENCE);
  await alice.chat.send(conversation, { text: 'lost by alice' });
  await vi.waitFor(() => expect(bob.sees(conversation)).toHaveLength(3), PATIENCE);

  await before.stop();
  const env = { ...before.env, ...storeEnvironment(folder.path('after.db')), AUDIT_KEY };
  expect(await runTool({ env }, 'restore', '--from', backup)).toMatchObject({ code: 0 });
  await serve(env);
  const verified = await runTool({ env }, 'verify-audit');
  expect(verified.said).toContain('A backup was restored, which had');
  expect(verified.code).toBe(0);
  for (const { chat } of [alice, bob]) chat.wake();

  await vi.waitFor(() => {
    expect(alice.sees(conversation).map(([text]) => text)).toEqual(['kept', 'lost by alice']);
    expect(alice.sees(conversation)[1]).toEqual(['lost by alice', 'lost']);
    expect(bob.sees(conversation)).toEqual([
      ['kept', 'theirs'],
      ['lost by bob', 'lost'],
    ]);
  }, PATIENCE);

  await alice.sendAgain(conversation);
  await vi.waitFor(
    () => expect(bob.sees(conversation)).toContainEqual(['lost by alice', 'theirs']),
    PATIENCE,
  );
  await bob.sendAgain(conversation);
  await vi.waitFor(() => {
    const texts = ['kept', 'lost by alice', 'lost by bob'];
    expect(alice.sees(conversation).map(([text]) => text)).toEqual(texts);
    expect(bob.sees(conversation).map(([text]) => text)).toEqual(texts);
  }, PATIENCE);
}, 120_000);

test('nothing is restored over a database that holds something', async () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  const serving = await serve(storeEnvironment(folder.path('parley.db')));
  await runTool(serving, 'backup', '--to', folder.path('backup.db'));
  await serving.stop();

  expect(await runTool(serving, 'restore', '--from', folder.path('backup.db'))).toMatchObject({
    code: 1,
    said: expect.stringMatching(/nothing is overwritten/) as string,
  });
}, 60_000);

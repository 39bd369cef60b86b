import type { PasswordKdf } from '@parley/client';
import { directKdf } from '@parley/client/node';
import { expect, test } from 'vitest';
import { addColleagues, addDemoUsers, DEMO_NAMES, demoId } from '../../src/start/demo-users.ts';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser } from './browser.ts';

/** Argon2id as it is, but once for each salt. */
function realKdf(): PasswordKdf {
  const derived = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  return {
    derive: (password, kdf) => {
      const key = derived.get(kdf.salt) ?? directKdf.derive(password, kdf);
      derived.set(kdf.salt, key);
      return key;
    },
  };
}

test('every demo user opens the vault of the published password, and adds a browser to a key log that was there', async () => {
  const backend = await startTestBackend();
  await addDemoUsers(backend.context);
  await addColleagues(backend.context);
  const kdf = realKdf();
  for (const name of DEMO_NAMES) {
    const browser = new Browser(backend.httpUrl, { kdf });
    await browser.login(name, '1234');
    const device = await browser.device();
    expect(await browser.keyLog(demoId(name))).toMatchObject([
      { kind: 'created', time: Date.UTC(2026, 10, 1) },
      { kind: 'deviceAdded', device },
    ]);
  }
  // Three times Argon2id, as slow as it has to be.
}, 60_000);

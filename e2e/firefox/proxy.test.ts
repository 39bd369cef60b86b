import { join } from 'node:path';
import { Certificates } from '../../nginx/tests/certificates.ts';
import { startServer } from '../../nginx/tests/real-server.ts';
import { startStack } from '../../nginx/tests/stack.ts';
import { Complaints } from './complaints.ts';
import { test as base, expect } from './test.ts';
import { Visitor } from './visitor.ts';

const WEB_ROOT = join(import.meta.dirname, '../../frontend/dist/browser');

/** Behind both proxies of production, by https. */
const test = base.extend('origin', async ({}, { onCleanup }) => {
  const certificates = new Certificates();
  const stack = await startStack('prod', certificates, { WEB_ROOT });
  onCleanup(() => stack.stop());
  await startServer(stack, certificates, { REGISTRATION: 'open' });
  return stack.front;
});

test('one registers and talks through nginx and https', async ({ firefox, origin }) => {
  const complaints = new Complaints();
  const context = await firefox.createBrowserContext();
  const satya = await Visitor.open(context, origin, complaints);
  await satya.register('firefox', 'Firefox');
  await satya.talkTo('Alice');
  await satya.say('Hello through the proxy');
  await expect.poll(() => satya.words('Hello through the proxy')).toContain('Sent');
  await context.close();
  expect(await complaints.heard()).toEqual([]);
});

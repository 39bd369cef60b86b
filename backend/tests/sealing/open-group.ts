import { randomUUID } from 'node:crypto';
import type { Uuid } from '@parley/protocol';
import { expect } from 'vitest';
import { call } from '../../testing/call.ts';
import type { TestBackend } from '../../testing/start-test-backend.ts';
import type { SealedBrowser } from './sealed-browser.ts';

/** A group as clients made it that did not seal. */
export async function openGroup(
  { httpUrl }: TestBackend,
  owner: SealedBrowser,
  members: readonly Uuid[],
): Promise<Uuid> {
  const conversation = randomUUID();
  const history = 'all' as const;
  const request = { conversation, id: randomUUID(), name: 'From before', members: [...members], history };
  const { status } = await call(httpUrl, 'createGroup', request, {
    token: owner.browser.session.token() ?? '',
  });
  expect(status).toBe(200);
  return conversation;
}

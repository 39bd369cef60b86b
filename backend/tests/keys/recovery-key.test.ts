import type { HttpTransport } from '@parley/client';
import { ParleyError } from '@parley/protocol';
import { expect, test } from 'vitest';
import { startTestBackend } from '../../testing/start-test-backend.ts';
import { Browser, wayTo } from './browser.ts';
import { FullKeys } from './full-keys.ts';

const NEXT = 'another horse and battery';

/** Somebody with a recovery key on paper, whose next one meets trouble. */
async function world(trouble: 'lostAnswer' | 'refused' | 'fullDisk') {
  const backend = await startTestBackend();
  const way = wayTo(backend.httpUrl);
  const keeper = new FullKeys();
  let isTroubled = false;
  const http: HttpTransport = {
    exchange: async (request) => {
      const isVault = isTroubled && request.path === '/web/vault' && request.method === 'PUT';
      if (isVault && trouble === 'refused')
        return { status: 429, body: new ParleyError('E_RATE_LIMITED').toWire() };
      const answer = await way.exchange(request);
      return isVault && trouble === 'lostAnswer' ? Promise.reject(new TypeError('away')) : answer;
    },
  };
  const first = new Browser(backend.httpUrl, { keeper, http });
  const { username } = await first.register();
  const { recovery } = await first.keys();
  const { written: paper } = await recovery.make();
  isTroubled = true;
  keeper.isFull = trouble === 'fullDisk';
  /** Whether a key opens the account after its password was reset. */
  const opens = async (written: string) => {
    await first.session.resetPassword(username, await backend.resetLink(username), NEXT);
    const browser = new Browser(backend.httpUrl);
    await browser.login(username, NEXT);
    return (await browser.keys()).unlock({ kind: 'recoveryKey', written });
  };
  return { recovery, paper, opens };
}

test.each([
  ['lostAnswer', 'unknown'],
  ['fullDisk', 'onServer'],
] as const)(
  'a recovery key that the server has stored is shown, whatever goes wrong after that: %s',
  async (trouble, stored) => {
    const { recovery, paper, opens } = await world(trouble);
    const made = await recovery.make();
    expect(made.stored).toBe(stored);
    expect(await opens(paper)).toBe(false);
    expect(await opens(made.written)).toBe(true);
  },
);

test('a recovery key that the server has refused is none, and the one before works', async () => {
  const { recovery, paper, opens } = await world('refused');
  await expect(recovery.make()).rejects.toMatchObject({ code: 'E_RATE_LIMITED' });
  expect(await opens(paper)).toBe(true);
});

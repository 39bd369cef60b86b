import type { BrowserContext, Route } from '@playwright/test';
import { ERRORS, HTTP_PREFIX } from '@parley/protocol';
import { Account } from '../people/account.ts';
import { Network } from '../people/network.ts';
import { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

test('a page too old for the server asks for a reload, and what is unsent goes out after it', async ({
  server,
  newContext,
  newPerson,
}) => {
  const satya = await withoutWorker(await newContext(), server.origin, 'Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  const network = await Network.of(satya);
  await network.cut();
  await satya.conversation.sayInVain('Written on an old page');
  await satya.context.route(`**${HTTP_PREFIX}/**`, refuse);
  await satya.context.route('**/socket.io/**', (route) => route.abort());
  await satya.context.setOffline(false);

  await satya.page.reload();
  await expect(satya.page.getByRole('heading', { name: 'Reload to continue' })).toBeVisible();
  await expect(satya.conversation.composer).toHaveCount(0);
  await satya.context.unrouteAll();
  await network.mend();
  await satya.page.getByRole('button', { name: 'Reload' }).click();

  await expect(satya.conversation.message('Written on an old page')).toBeVisible();
  await expect(alice.list.row('Satya')).toContainText('Written on an old page');
  await satya.context.close();
});

/**
 * A user whose requests can be answered here: those of a service worker cannot. Chromium reports the refusals, so nobody
 * listens to its complaints.
 */
async function withoutWorker(context: BrowserContext, origin: string, name: string): Promise<Person> {
  const account = await Account.registerIn(context, origin, name);
  const page = await context.newPage();
  await page.goto('/');
  return new Person(account, context, page);
}

/** What a server answers that does not understand the version of the page any more. */
function refuse(route: Route): Promise<void> {
  const { status, message, retryable } = ERRORS.E_CLIENT_OUTDATED;
  return route.fulfill({ status, json: { code: 'E_CLIENT_OUTDATED', message, retryable } });
}

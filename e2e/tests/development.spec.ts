import { expect, test } from '@playwright/test';
import { leave, watchContext } from '../blind/watch-context.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { logIn } from '../pages/login-page.ts';
import { DevServer } from '../stack/dev-server.ts';

test('the demo users talk through the development server and its proxy', async ({ browser }) => {
  test.setTimeout(120_000);
  const server = await DevServer.start();
  const contexts = [
    await browser.newContext({ baseURL: server.origin }),
    await browser.newContext({ baseURL: server.origin }),
  ] as const;
  await Promise.all(contexts.map(watchContext));
  const [satya, alice] = [await contexts[0].newPage(), await contexts[1].newPage()];
  for (const [page, username] of [
    [satya, 'satya'],
    [alice, 'alice'],
  ] as const) {
    await page.goto('/');
    await logIn(page, username, '1234');
    await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  }

  await new ConversationList(satya).find('Alice');
  await new ConversationPane(satya).say('Hello from the development server');
  await new ConversationList(alice).open('Satya');
  await new ConversationPane(alice).say('It works');
  await expect(new ConversationPane(satya).message('It works')).toBeVisible();
  await Promise.all(contexts.map(leave));
  await server.stop();
});

import type { BrowserContext } from '@playwright/test';
import { KeysPage } from '@parley/protocol';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { Keyboard } from '../pages/keyboard.ts';
import { isIn, register } from '../pages/login-page.ts';

// Six times axe for each state takes its time.
test.describe.configure({ timeout: 240_000 });

test('an announcement says beside the composer and on its lock that the server can read it', async ({
  server,
  newBrowser,
}) => {
  const page = await (await newBrowser()).newPage();
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await isIn(page);
  await new ConversationList(page).open('Announcements');
  await expect(page.getByText('The server can read what is written here')).toBeVisible();
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Not encrypted' }).click();
  await expect(page.getByRole('dialog')).toContainText('Announcements are for everyone on this server.');
  await checkEverywhere(page);
});

test('with keys alone the lock of a group says who can read it, before the first message too', async ({
  newMessenger,
  newPerson,
}) => {
  const { page, account, conversation } = await newPerson('Satya');
  const bob = await newMessenger('Bob');
  const group = await bob.createGroup('Rowers', [account.user]);
  await page.goto(`/c/${group}`);
  const keys = new Keyboard(page);
  const lock = page.getByRole('button', { name: 'End-to-end encrypted' });
  await keys.use(lock);
  await expect(page.getByRole('dialog')).toContainText('Only the members of this group can read');
  await expect(page.getByRole('button', { name: 'Got it' })).toBeFocused();
  await checkEverywhere(page);
  await keys.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(lock).toBeFocused();
  await bob.writeToGroup(group, 'Six in the morning');
  await expect(conversation.message('Six in the morning')).toBeVisible();
  await expect(lock).toBeVisible();
});

test('messages that stay closed hold at every width, light and dark', async ({
  newBrowser,
  newMessenger,
}) => {
  const [satya, bob] = [await newMessenger('Satya'), await newMessenger('Bob')];
  const group = await bob.createGroup('Rowers', [satya.account.user]);
  await bob.writeToGroup(group, 'Six in the morning', 'At the boathouse');
  const context = await newBrowser();
  await damageKeys(context);
  await satya.account.logInTo(context);
  const page = await context.newPage();
  await page.goto(`/c/${group}`);
  const closed = new ConversationPane(page).message("Can't be opened yet: the key isn't here.");
  await expect(closed).toHaveCount(2);
  await checkEverywhere(page);
});

test('a warning that the server lost messages holds at every width, light and dark, until it is hidden', async ({
  server,
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  await satya.talkTo(alice);
  await satya.conversation.say('Kept');
  await server.backUp();
  await satya.conversation.say('Lost');

  await server.restore();
  await satya.page.reload();
  const warning = satya.page.getByRole('alert').filter({ hasText: 'The server lost some messages' });
  await expect(warning).toContainText('you can send them again');
  await expect(satya.conversation.message('Lost').getByRole('button', { name: 'Send again' })).toBeVisible();
  await checkEverywhere(satya.page);
  await warning.getByRole('button', { name: 'Hide' }).click();
  await expect(warning).toHaveCount(0);
});

/** Its server changes the keys that it hands over. */
async function damageKeys(context: BrowserContext): Promise<void> {
  await context.route('**/web/keys', async (route) => {
    const response = await route.fetch();
    const { keys, done } = KeysPage.parse(await response.json());
    const changed = keys.map(({ handed, ...epoch }) => ({
      ...epoch,
      handed: handed.map((each) => ({ ...each, bundle: damaged(each.bundle) })),
    }));
    await route.fulfill({ response, json: { keys: changed, done } });
  });
}

/** One bit is another, in what is sealed. */
function damaged(bundle: string): string {
  const bytes = Buffer.from(bundle, 'base64');
  const at = bytes.length - 70;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64');
}

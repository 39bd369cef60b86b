import type { Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { register } from '../pages/login-page.ts';

test.describe.configure({ timeout: 180_000 });

async function administrator(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await register(page, 'ada', 'Ada', told.password());
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeVisible();
}

test('a sealed message that is deleted while it is reported reaches the administrators, proven', async ({
  server,
  newBrowser,
  newPerson,
}) => {
  const admin = await (await newBrowser({ viewport: { width: 1440, height: 844 } })).newPage();
  await administrator(admin, await server.adminLink());
  const [alice, bob] = [await newPerson('Alice'), await newPerson('Bob')];
  await bob.talkTo(alice);
  await bob.conversation.say('Good morning');
  // What is reported is disclosed to the server.
  await bob.conversation.sayOpenly('Pay me, or else');
  await alice.list.open('Bob');
  await expect(alice.conversation.message('Pay me, or else')).toBeVisible();

  await alice.conversation.act('Pay me, or else', 'Report');
  const dialog = alice.page.getByRole('dialog', { name: 'Report this message' });
  await expect(dialog.getByText('a proof that a device of Bob has sent it')).toBeVisible();
  await checkEverywhere(alice.page);
  await bob.conversation.act('Pay me, or else', 'Delete');
  await expect(bob.conversation.message('Pay me, or else')).toHaveCount(0);
  await expect(alice.conversation.message('Pay me, or else')).toHaveCount(0, { timeout: 20_000 });
  await dialog.getByRole('radio', { name: 'Harassment or threats' }).check();
  await dialog.getByRole('textbox').fill('He threatens me.');
  await dialog.getByRole('button', { name: 'Report' }).click();
  await expect(alice.page.getByText('Reported. The administrators will look at it.')).toBeVisible();

  await admin.goto('/admin/reports');
  await admin.getByRole('button', { name: 'Harassment or threats · Bob' }).click();
  const report = admin.locator('parley-report-view');
  await expect(report.getByText('Pay me, or else')).toBeVisible();
  await expect(report.getByText("Proven: sent by Bob's device")).toBeVisible();
  await expect(report.getByText('The message was deleted since.')).toBeVisible();
  await expect(report.getByText('He threatens me.')).toBeVisible();
  await expect(admin.getByText('Good morning')).toHaveCount(0);
  await checkEverywhere(admin);

  await report.getByRole('button', { name: 'Mute' }).click();
  const question = admin.getByRole('dialog', { name: 'Mute Bob?' });
  await question.getByRole('textbox').fill('No threats here.');
  await checkEverywhere(admin);
  await question.getByRole('button', { name: 'Mute' }).click();
  await expect(admin.getByText('Nothing is waiting for you.')).toBeVisible();
  await admin.getByRole('button', { name: 'Decided' }).click();
  await admin.getByRole('button', { name: 'Harassment or threats · Bob' }).click();
  await expect(admin.getByText('What was disclosed is deleted.')).toBeVisible();
  await expect(admin.getByText('Pay me, or else')).toHaveCount(0);
  await checkEverywhere(admin);

  await bob.page.reload();
  const notice = bob.page.getByRole('dialog', { name: 'From the administrators' });
  await expect(notice.getByText('No threats here.')).toBeVisible();
  await checkEverywhere(bob.page);
  await notice.getByRole('button', { name: 'I have read this' }).click();
  await expect(notice).toHaveCount(0);
  await new ConversationList(bob.page).open('Alice');
  await new ConversationPane(bob.page).sayInVain('Still here');
  await expect(bob.page.getByText("You're muted for a while.").first()).toBeVisible();
});

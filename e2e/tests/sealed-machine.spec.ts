import { told } from '../blind/told.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { SealingMachine } from '../people/sealing-machine.ts';

test('a person and a machine that seals simply read each other, and the page says what that means', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const { page, conversation } = satya;
  const { uid } = satya.account.user;
  const machine = await SealingMachine.register('deploy', new URL(page.url()).origin);

  await satya.list.find(machine.name);
  await conversation.say('is it green?');
  expect(await machine.reads(uid)).toContain('is it green?');
  const answer = told.marked('all of it is green');
  await machine.say(uid, answer);

  await expect(conversation.message(answer)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'Encrypted more simply' })).toBeVisible();
  await expect(page.locator('parley-conversation-header').getByText(/^Machine/)).toBeVisible();
  await expect(page.getByText('Not encrypted', { exact: true })).toHaveCount(0);
  await checkEverywhere(page);
  await page.reload();
  await expect(conversation.message(answer)).toBeVisible();
  await expect(conversation.message('is it green?')).toBeVisible();
});

import { told } from '../blind/told.ts';
import { chromium } from '../chromium.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { register } from '../pages/login-page.ts';
import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// The whole page, as people have it, in a browser that asks whether it may notify.
test.use({ ...withServiceWorker, launchOptions: chromium });

test('the first administrator is welcomed with what to do next, and nothing is claimed of what they write', async ({
  server,
  newBrowser,
}) => {
  test.setTimeout(120_000);
  const page = await (await newBrowser()).newPage();
  const conversation = new ConversationPane(page);
  await page.goto(await server.adminLink());
  await register(page, 'ada', 'Ada', told.password());
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome to Parley' })).toBeVisible();
  await checkEverywhere(page);
  await page.setViewportSize({ width: 1440, height: 844 });
  const steps = page.getByRole('main');

  for (const [step, text] of [
    ['Write an announcement', told.markedOpenly('Parley is here')],
    ['Try it out', told.marked('Buy milk')],
  ] as const) {
    await steps.getByRole('link', { name: step }).click();
    await conversation.say(text);
    await expect(conversation.mark(text, 'Sent')).toBeAttached();
    await expect(page.getByRole('button', { name: 'Who has seen this' })).toHaveCount(0);
    await page.goto('/');
  }
  await steps.getByRole('link', { name: 'Invite your colleagues' }).click();
  await expect(page.getByRole('heading', { name: 'Invitations' })).toBeVisible();
});

test('notifications are offered beside what one reads, and not again when put off', async ({
  newPerson,
  newMessenger,
}) => {
  const satya = await newPerson('Satya', { viewport: { width: 390, height: 844 } });
  const alice = await newMessenger('Alice');
  await alice.write(satya.account.user, 'Hello');
  const network = await Network.of(satya);
  await satya.list.open('Alice');
  const offer = satya.page.getByRole('region', { name: 'Suggestion' });
  await expect(offer).toHaveCount(0);

  await satya.conversation.say('Good morning');
  await expect(offer).toBeVisible();
  await network.cut();
  const offline = satya.page.getByText("You're offline.", { exact: false });
  await expect(offline).toBeVisible();
  const header = satya.page.getByRole('heading', { level: 1, name: 'Alice' });
  const boxes = await Promise.all([offline, offer, header].map((part) => part.boundingBox()));
  const edges = boxes.flatMap((box) => (box === null ? [] : [box.y, box.y + box.height]));
  expect(edges).toEqual(edges.toSorted((a, b) => a - b));
  await checkEverywhere(satya.page);

  await network.mend();
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toHaveCount(0);
  await satya.conversation.say('Are you there?');
  await expect(satya.conversation.mark('Are you there?', 'Delivered')).toBeAttached();
  await expect(offer).toHaveCount(0);
});

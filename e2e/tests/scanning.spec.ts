import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { told } from '../blind/told.ts';
import { chromium } from '../chromium.ts';
import { expect, test } from '../one-server.ts';
import { checkEverywhere } from '../pages/check-everywhere.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, join as register, logIn, setPassword } from '../pages/login-page.ts';

/** What the browser's camera sees: pictures of Motion JPEG. One for each process of tests. */
const CAMERA = join(tmpdir(), `parley-camera-${process.pid}.mjpeg`);
const PASSWORD = told.password();
const NEXT = told.password();

test.use({
  launchOptions: {
    ...chromium,
    args: [
      ...chromium.args,
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${CAMERA}`,
    ],
  },
});
test.describe.configure({ timeout: 180_000 });
// A hook of the tests would get a server of its own.
process.on('exit', () => rmSync(CAMERA, { force: true }));

test('who scans the safety number of somebody verifies them, and a code of other keys verifies nobody', async ({
  newBrowser,
}) => {
  const context = await newBrowser();
  await context.grantPermissions(['camera']);
  const alice = await context.newPage();
  await register(alice, 'alice', 'Alice', PASSWORD);
  const bob = await arrive(newBrowser, 'Bob');
  const carol = await arrive(newBrowser, 'Carol');
  await showNumber(bob, 'Carol');
  await showNumber(carol, 'Alice');

  await showNumber(alice, 'Bob');
  await lookAt(carol);
  await alice.getByRole('button', { name: 'Scan their code' }).click();
  await expect(alice.getByRole('alert')).toContainText('That code is of other people');

  await bob.goto('/');
  await showNumber(bob, 'Alice');
  await lookAt(bob);
  await alice.getByRole('button', { name: 'Scan their code' }).click();
  await expect(alice.getByText('Verified: you compared this number')).toBeVisible();
  await expect(alice.getByRole('alert')).toHaveCount(0);
  await expect(alice.getByLabel('What the camera sees')).toHaveCount(0);
  await checkEverywhere(alice);
});

test('without leave to use the camera, the page says to compare the digits', async ({ newBrowser }) => {
  const alice = await arrive(newBrowser, 'Alice');
  await arrive(newBrowser, 'Bob');
  await new ConversationList(alice).find('Bob');
  await new ConversationPane(alice).openDetails();
  await alice.getByText('Safety number').click();
  // There is a camera.
  await writeFile(CAMERA, await alice.screenshot({ type: 'jpeg' }));
  await alice.getByRole('button', { name: 'Scan their code' }).click();
  await expect(alice.getByRole('alert')).toContainText('Parley may not use the camera');
  await expect(alice.getByRole('alert')).toContainText('compare the digits');
});

test('a new browser scans the code of one that has the keys', async ({ newBrowser, server }) => {
  const page = await arrive(newBrowser, 'Satya');
  const context = await newBrowser();
  await context.grantPermissions(['camera']);
  const other = await context.newPage();
  await setPassword(other, await server.resetLink('satya'), NEXT);
  await logIn(other, 'satya', NEXT);
  await isIn(other);
  await logIn(page, 'satya', NEXT);
  await isIn(page);
  await page.goto('/settings/keys');
  await page.getByRole('button', { name: 'Show code' }).click();
  await seeCode(page.getByRole('img', { name: 'QR code for the other browser' }));
  await lookAt(page);

  await other.goto('/settings/keys');
  await other.getByLabel('A code from another browser').check();
  await other.getByRole('button', { name: 'Scan the code' }).click();
  await expect(other.getByLabel('Code', { exact: true })).toHaveValue(/^(\w{4}-){8}\w{4}$/);
  await other.getByLabel('Current password').fill(NEXT);
  await other.getByRole('button', { name: 'Open keys' }).click();
  await expect(other.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
});

/** Somebody with a password, in a browser. */
async function arrive(newBrowser: () => Promise<{ newPage(): Promise<Page> }>, name: string): Promise<Page> {
  const page = await (await newBrowser()).newPage();
  await register(page, name.toLowerCase(), name, PASSWORD);
  return page;
}

/** Opens the safety number of a conversation, and its QR code. */
async function showNumber(page: Page, name: string): Promise<void> {
  await new ConversationList(page).find(name);
  await new ConversationPane(page).openDetails();
  await page.getByText('Safety number').click();
  await page.getByRole('button', { name: 'QR code' }).click();
  await seeCode(page.getByRole('img', { name: 'QR code of the safety number' }));
}

async function seeCode(code: Locator): Promise<void> {
  await code.scrollIntoViewIfNeeded();
  await expect(code).toBeInViewport({ ratio: 1 });
}

/** Puts a screen before the camera. */
async function lookAt(page: Page): Promise<void> {
  await page.setViewportSize({ width: 640, height: 480 });
  const code = page.getByRole('img', { name: /^QR code/ });
  await seeCode(code);
  await writeFile(CAMERA, await page.screenshot({ type: 'jpeg', quality: 90 }));
}

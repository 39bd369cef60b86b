import { test as base, type Page } from '@playwright/test';
import { secret } from '../../tools/blind/canaries.ts';
import { told } from '../blind/told.ts';
import { leave, watchContext } from '../blind/watch-context.ts';
import { expect, test as onOneServer } from '../one-server.ts';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import { isIn, join, register } from '../pages/login-page.ts';
import { Server } from '../stack/server.ts';

onOneServer(
  'what is written in the open is found where it came and where it is kept, and what was logged, too',
  async ({ newBrowser, server }) => {
    const page = await (await newBrowser()).newPage();
    const link = await server.adminLink();
    await page.goto(link);
    await register(page, 'ada', 'Ada', told.password());
    await isIn(page);
    await new ConversationList(page).open('Announcements');
    await new ConversationPane(page).say(told.markedOpenly('Parley is here'));
    await server.shutDown();
    const { received, stored } = server.watch.finds(told.open());
    for (const found of [received, stored])
      expect(found).toContainEqual(expect.stringContaining('Parley is here'));
    const { logged } = server.watch.finds([secret('the link', link)]);
    expect(logged).toEqual(['the link, raw']);
  },
);

base(
  'a page that tells its server a password, a key or a text is caught, and so is a text that could not be',
  async ({ browser }) => {
    const server = await Server.start();
    const context = await browser.newContext({ baseURL: server.origin });
    await watchContext(context);
    const page = await context.newPage();
    const [password, text] = [told.password(), told.marked('Buy milk')];
    await join(page, 'satya', 'Satya', password);
    const conversation = new ConversationPane(page);
    await new ConversationList(page).find('Satya', 'Notes to yourself');
    await conversation.say(text);
    await conversation.composer.fill('No canary');
    await conversation.composer.press('Enter');
    await expect(conversation.mark('No canary', 'Sent')).toBeAttached();

    const seed = told.secrets().find(({ name }) => name.includes('private key'));
    const key = Buffer.from(seed?.bytes ?? '').toString('hex');
    expect(key).toHaveLength(64);
    await page.evaluate(leak, { password, text, key });
    await saveAbout(page, password);
    await leave(context);
    const learned = await server.stop().then(() => '', String);

    expect(learned).toMatch(/received “battery” with \S+, URL-encoded/);
    expect(learned).toMatch(/received “Buy milk” with \S+, raw/);
    expect(learned).toMatch(/received a private key of .+, hex/);
    expect(learned).toMatch(/stored “battery” with \S+, raw/);
    expect(learned).toContain('Without a canary: content “No canary”');
  },
);

/** Runs in the page. */
async function leak(secrets: Readonly<Record<'password' | 'text' | 'key', string>>): Promise<void> {
  const { password, text, key } = secrets;
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  await fetch(`/web/health?password=${encodeURIComponent(password)}`, { headers: { key } });
  await fetch('/web/health', { method: 'POST', body: await new Response(compressed).blob() });
}

async function saveAbout(page: Page, text: string): Promise<void> {
  await page.goto('/settings/profile');
  await page.getByRole('textbox', { name: 'About' }).fill(text);
  await page.getByRole('button', { name: /Save/ }).click();
  await expect(page.getByText('Profile saved')).toBeVisible();
}

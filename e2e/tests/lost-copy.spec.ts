import { Network } from '../people/network.ts';
import type { Person } from '../people/person.ts';
import { expect, test } from '../test.ts';

for (const serviceWorkers of ['allow', 'block'] as const)
  test(`when the browser deletes the local copy offline, what waits is sent once (service workers: ${serviceWorkers})`, async ({
    newPerson,
  }) => {
    const satya = await newPerson('Satya', { serviceWorkers });
    const alice = await newPerson('Alice');
    await alice.talkTo(satya);
    await alice.conversation.say('Good morning');
    const { page, list, conversation } = satya;
    const network = await Network.of(satya);
    await list.open('Alice');
    await conversation.say('sent before');
    await expect(conversation.mark('sent before', 'Read')).toBeAttached();
    await page.waitForLoadState('networkidle');
    await network.cut();
    await conversation.sayInVain('not sent yet');

    await evict(satya);
    const note = page.getByRole('alert').filter({ hasText: 'This browser deleted the conversations' });
    await expect(note).toContainText("What you haven't sent yet is kept.");
    await expect(conversation.message('Good morning')).toBeVisible();
    await expect(conversation.message('not sent yet')).toBeVisible();
    await conversation.sayInVain('written after');

    await network.mend();
    await expect(conversation.mark('written after', 'Read')).toBeAttached();
    await note.getByRole('button', { name: 'Reload' }).click();
    await expect(conversation.message('written after')).toBeVisible();
    await expect(note).toHaveCount(0);
    const texts = ['Good morning', 'sent before', 'not sent yet', 'written after'];
    await expect.poll(() => conversation.texts()).toEqual(texts);
    expect(await alice.conversation.texts()).toEqual(texts);
  });

/** The keys go along with it; the page that has them open keeps them again. As Chromium does when the disk is short of room, while the page is open. */
async function evict({ context, page }: Person): Promise<void> {
  const devTools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devTools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await devTools.detach();
}

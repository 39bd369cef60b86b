import { checkEverywhere } from '../pages/check-everywhere.ts';
import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// A page that is reloaded offline comes from the service worker.
test.use(withServiceWorker);
test.describe.configure({ timeout: 180_000 });

test('what waits and is damaged on this device says so, is discarded, and holds up nothing', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(satya);
  await satya.talkTo(alice);
  await satya.conversation.say('Arrived');
  await satya.page.evaluate(async () => navigator.serviceWorker.ready);
  await network.cut();
  await satya.conversation.sayInVain('Soon damaged');
  await satya.conversation.sayInVain('Whole and waiting');
  await satya.page.evaluate(damageFirst);

  await satya.page.reload();
  const damaged = satya.conversation.message('It is damaged on this device. Write it again.');
  await expect(damaged).toBeVisible();
  await expect(damaged.getByRole('button', { name: 'Retry' })).toHaveCount(0);
  await network.mend();
  await expect(satya.conversation.mark('Whole and waiting', 'Delivered')).toBeAttached({ timeout: 20_000 });
  await checkEverywhere(satya.page);
  await damaged.getByRole('button', { name: 'Discard' }).click();
  await expect(damaged).toHaveCount(0);
  await satya.page.reload();
  await expect.poll(() => satya.conversation.texts()).toEqual(['Arrived', 'Whole and waiting']);
  await expect(damaged).toHaveCount(0);
});

/** Runs in the page: one bit is another in the box of what was written first. */
async function damageFirst(): Promise<void> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The local copy cannot be read.'));
    });
  const [found] = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('parley-') === true);
  const db = await done(indexedDB.open(found?.name ?? 'none'));
  const outbox = db.transaction('outbox', 'readwrite').objectStore('outbox');
  const [first] = (await done(outbox.getAll())) as { readonly box: Uint8Array }[];
  if (first === undefined) throw new Error('nothing waits');
  await done(outbox.put({ ...first, box: first.box.map((byte, i) => (i === 20 ? byte ^ 1 : byte)) }));
  db.close();
}

import { expect, test, withServiceWorker } from '../test.ts';

// The service worker is what this is about.
test.use(withServiceWorker);

test('the service worker serves files of the page, and the API is asked without it', async ({
  newPerson,
}) => {
  const { page } = await newPerson('Satya');
  await page.evaluate(async () => navigator.serviceWorker.ready);
  const byWorker = new Map<string, boolean>();
  page.on('response', (response) => {
    byWorker.set(new URL(response.url()).pathname, response.fromServiceWorker());
  });

  await page.goto('/settings/devices');
  await expect(page.getByRole('list').filter({ hasText: 'This device' })).toBeVisible();
  expect(byWorker.get('/settings/devices')).toBe(true);
  const asked = [...byWorker].filter(([path]) => path.startsWith('/web/'));
  expect(asked.map(([path]) => path)).toContain('/web/sessions');
  expect(asked.filter(([, passed]) => passed)).toEqual([]);
});

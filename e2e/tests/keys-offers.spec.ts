import { checkEverywhere } from '../pages/check-everywhere.ts';
import { expect, test } from '../test.ts';

test.describe.configure({ timeout: 180_000 });

test('a recovery key is offered after the first days, once, and leads to where it is made', async ({
  newPerson,
}) => {
  const { page, account } = await newPerson('Satya');
  const offer = page.getByText(
    'If your password is reset, a recovery key on paper opens your messages again.',
  );
  await expect.poll(() => page.evaluate(seenSince, account.user.uid)).not.toBeNull();
  await expect(offer).toHaveCount(0);

  await page.evaluate(daysAgo, { uid: account.user.uid, days: 3 });
  await page.reload();
  await expect(offer).toBeVisible();
  await checkEverywhere(page);
  await page.getByRole('button', { name: 'Make one' }).click();
  await expect(page.getByRole('button', { name: 'Make recovery key' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: 'Parley' })).toBeVisible();
  await expect.poll(() => page.evaluate(seenSince, account.user.uid)).toContain('asked');
  await expect(offer).toHaveCount(0);
});

/** Runs in the page: what it knows of how long its user has been there. */
function seenSince(uid: string): string | null {
  return localStorage.getItem(`parley.recovery.${uid}`);
}

/** Runs in the page. */
function daysAgo({ uid, days }: { readonly uid: string; readonly days: number }): void {
  localStorage.setItem(
    `parley.recovery.${uid}`,
    JSON.stringify(Date.now() - days * 24 * 60 * 60 * 1_000 - 1),
  );
}

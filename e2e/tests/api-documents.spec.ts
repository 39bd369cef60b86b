import { checkEverywhere } from '../pages/check-everywhere.ts';
import { expect, test } from '../test.ts';

test('the documents of the interfaces are shown under their policy, apart from all that the browser keeps', async ({
  newBrowser,
}) => {
  const context = await newBrowser();
  const page = await context.newPage();
  const answer = await page.goto('/docs');
  expect(await answer?.headerValue('content-security-policy')).toContain(
    "require-trusted-types-for 'script'",
  );
  await page
    .getByRole('button', { name: /post \/web\/login\b/i })
    .first()
    .click();
  await expect(page.getByText('Logs in with a signed challenge.').first()).toBeVisible();
  await expect(page.getByText('E_BAD_REQUEST').first()).toBeVisible();
  const reached = await page.evaluate(() => {
    const refused = (look: () => unknown) => {
      try {
        look();
        return false;
      } catch (error) {
        return error instanceof DOMException && error.name === 'SecurityError';
      }
    };
    return [origin, refused(() => document.cookie), refused(() => localStorage)];
  });
  expect(reached).toEqual(['null', true, true]);

  await page.getByRole('link', { name: 'Sockets' }).click();
  await expect(page.getByRole('heading', { name: '/chat' })).toBeVisible();
  await page.getByRole('link', { name: 'Entry', exact: true }).first().click();
  await expect(page.locator('#Entry')).toBeInViewport();
  await checkEverywhere(page);
  // What was reported on the way fails the test when the browser closes.
});

import type { Page } from '@playwright/test';

/** Creates a group like a user, who is then in it. */
export async function createGroup(page: Page, name: string, members: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'New group' }).click();
  await page.getByRole('textbox', { name: 'Group name' }).fill(name);
  for (const member of members) await page.getByRole('checkbox', { name: member }).check();
  await page.getByRole('button', { name: 'Create group' }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

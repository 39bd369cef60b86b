import { expect, type Locator } from '@playwright/test';

/** The groups of a key or number on the screen. */
export async function groupsOf(list: Locator, count: number): Promise<readonly string[]> {
  await expect(list.getByRole('listitem')).toHaveCount(count);
  return (await list.getByRole('listitem').allTextContents()).map((text) => text.trim());
}

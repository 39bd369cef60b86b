import { expect, type Locator, type Page } from '@playwright/test';
import { told } from '../blind/told.ts';

/** The groups of a key or number on the screen. */
export async function groupsOf(list: Locator, count: number): Promise<readonly string[]> {
  await expect(list.getByRole('listitem')).toHaveCount(count);
  return (await list.getByRole('listitem').allTextContents()).map((text) => text.trim());
}

/** The groups of a recovery key, or of a code for another browser: no server may learn them. */
export async function writtenKey(page: Page, name: 'recovery key' | 'code'): Promise<readonly string[]> {
  const groups = await groupsOf(page.getByRole('list', { name }), 9);
  told.keep(`a ${name} as it is written`, groups.join('-'));
  told.keep(`a ${name} without hyphens`, groups.join(''));
  return groups;
}

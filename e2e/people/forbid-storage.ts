import type { Page } from '@playwright/test';

/** As in a private window that keeps nothing, or on a full disk: the database does not open. */
export async function forbidStorage(page: Page): Promise<void> {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('This window keeps nothing', 'InvalidStateError');
    };
  });
}

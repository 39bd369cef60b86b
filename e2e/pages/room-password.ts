import type { Locator, Page } from '@playwright/test';

/** The password of a room: where it is asked for, and where it is set. */
export class RoomPasswordPage {
  readonly dialog: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.dialog = page.getByRole('dialog', { name: /^Join / });
  }

  get field(): Locator {
    return this.dialog.getByLabel('Password of the room');
  }

  async type(password: string): Promise<void> {
    await this.field.fill(password);
    await this.dialog.getByRole('button', { name: 'Join room' }).click();
  }

  /** In the details. @returns the link that brings it along */
  async set(password: string): Promise<string> {
    await this.page.getByRole('button', { name: /^(Set a|Change) password$/ }).click();
    await this.page.getByLabel('New password of the room').fill(password);
    await this.page.getByRole('button', { name: 'Set password' }).click();
    return this.link();
  }

  /** As it is shown once. */
  async link(): Promise<string> {
    return (await this.page.locator('parley-locked-room-link code').textContent()) ?? '';
  }
}

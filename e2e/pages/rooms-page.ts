import type { Locator, Page } from '@playwright/test';

/** The directory of rooms. */
export class RoomsPage {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Rooms', exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name: 'Rooms' }).waitFor();
  }

  room(name: string): Locator {
    return this.page.getByRole('list', { name: 'Rooms' }).getByRole('listitem').filter({ hasText: name });
  }

  /** Tries to; the name may be taken. */
  async create(name: string): Promise<void> {
    await this.page.getByRole('link', { name: 'New room' }).click();
    await this.page.getByRole('textbox', { name: 'Room name' }).fill(name);
    await this.page.getByRole('button', { name: 'Create room' }).click();
  }

  async join(name: string): Promise<void> {
    await this.page.getByRole('button', { name: `Join ${name}`, exact: true }).click();
    await this.page.getByRole('heading', { level: 1, name }).waitFor();
  }
}

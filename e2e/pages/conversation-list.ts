import type { Locator, Page } from '@playwright/test';

/** The left pane. */
export class ConversationList {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  get rows(): Locator {
    return this.page.getByRole('list', { name: 'Conversations' }).getByRole('link');
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.locator('parley-name').getByText(name, { exact: true }) });
  }

  async open(name: string): Promise<void> {
    await this.row(name).click();
  }

  /** By the one field that finds conversations and people. */
  async find(name: string): Promise<void> {
    await this.page.getByRole('button', { name: /Find or start a conversation/ }).click();
    await this.page.getByRole('combobox').fill(name);
    await this.page.getByRole('option', { name }).first().click();
  }
}

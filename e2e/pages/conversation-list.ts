import { expect, type Locator, type Page } from '@playwright/test';

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

  /** Resolves once it is open: until then, what is typed belongs to the one before. */
  async open(name: string): Promise<void> {
    await this.row(name).click();
    await this.isOpen(name);
  }

  /**
   * By the one field that finds conversations and people. Resolves once it is open.
   * @param title of the conversation, where that is not the name
   */
  async find(name: string, title = name): Promise<void> {
    await this.page.getByRole('button', { name: /Find or start a conversation/ }).click();
    await this.page.getByRole('combobox').fill(name);
    await this.page.getByRole('option', { name }).first().click();
    await this.isOpen(title);
  }

  private async isOpen(title: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }
}

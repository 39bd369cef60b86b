import type { Locator, Page } from '@playwright/test';

/** The search in the open conversation. */
export class SearchPane {
  readonly pane: Locator;
  readonly words: Locator;
  readonly sender: Locator;
  readonly results: Locator;
  readonly marks: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole('complementary', { name: 'Search' });
    this.words = this.pane.getByRole('searchbox', { name: 'Search messages' });
    this.sender = this.pane.getByRole('searchbox', { name: 'Sender' });
    this.results = this.pane.getByRole('list', { name: 'Found messages' }).getByRole('link');
    this.marks = this.pane.locator('mark');
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Search messages' }).click();
    await this.words.waitFor();
  }
}

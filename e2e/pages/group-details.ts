import type { Locator, Page } from '@playwright/test';

/** The details of a group: name, members, and what may be done with them. */
export class GroupDetails {
  readonly members: Locator;
  private readonly page: Page;
  private readonly pane: Locator;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole('complementary', { name: 'Details' });
    this.members = this.pane.getByRole('list', { name: 'Members' }).getByRole('listitem');
  }

  async rename(name: string): Promise<void> {
    await this.pane.getByRole('button', { name: 'Rename group' }).click();
    await this.pane.getByRole('textbox', { name: 'Group name' }).fill(name);
    await this.pane.getByRole('button', { name: 'Rename', exact: true }).click();
  }

  async add(name: string): Promise<void> {
    await this.pane.getByRole('button', { name: 'Add' }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name }).check();
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  }

  async remove(name: string): Promise<void> {
    await this.pane.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: 'Remove from group' }).click();
  }

  async leave(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Leave group' }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click();
  }
}

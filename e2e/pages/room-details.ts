import { expect, type Locator, type Page } from '@playwright/test';

/** The details of a room: what it is about, its rules and members, and what may be done with them. */
export class RoomDetails {
  readonly pane: Locator;
  readonly members: Locator;
  readonly slowMode: Locator;
  readonly onlyAdmins: Locator;
  readonly dialog: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.pane = page.getByRole('complementary', { name: 'Details' });
    this.members = this.pane.getByRole('list', { name: 'Members' }).getByRole('listitem');
    this.slowMode = this.pane.getByRole('combobox', { name: 'Slow mode' });
    this.onlyAdmins = this.pane.getByRole('checkbox', { name: 'Only owners and admins write' });
    this.dialog = page.getByRole('dialog');
  }

  async open(): Promise<void> {
    await this.page.getByRole('link', { name: 'Details', exact: true }).last().click();
    await expect(this.pane).toBeVisible();
  }

  async close(): Promise<void> {
    await this.pane.getByRole('link', { name: 'Close details' }).click();
    await expect(this.pane).toHaveCount(0);
  }

  /** Presses an entry in the menu of a member. */
  async act(name: string, action: string): Promise<void> {
    await this.pane.getByRole('button', { name: `Actions for ${name}` }).click();
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async press(name: string): Promise<void> {
    await this.pane.getByRole('button', { name, exact: true }).click();
  }

  /** Presses a button of the dialog, which closes it. */
  async confirm(name: string): Promise<void> {
    await this.dialog.getByRole('button', { name, exact: true }).click();
    await expect(this.dialog).toHaveCount(0);
  }

  /** Chooses somebody in the dialog that asks for a member. */
  async choose(name: string): Promise<void> {
    await this.dialog.getByRole('radio', { name }).check();
  }
}

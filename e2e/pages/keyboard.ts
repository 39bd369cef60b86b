import { expect, type Locator, type Page } from '@playwright/test';

/** More Tab stops than there are between any two elements of a page. */
const STEPS = 60;

/** A user without a mouse: only keys move the focus. */
export class Keyboard {
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Presses a key until something has the focus, and checks where it led before pressing it again. */
  async reach(target: Locator, key = 'Tab'): Promise<void> {
    await expect(target.first()).toBeAttached();
    for (let step = 0; step < STEPS; step++) {
      if (await this.isAt(target)) return;
      await this.press(key);
      await this.page.evaluate(nextPicture);
    }
    throw new Error(`${key} does not lead to ${target.toString()}`);
  }

  /** Goes to a button or a link and presses it. */
  async use(target: Locator, key = 'Tab'): Promise<void> {
    await this.reach(target, key);
    await this.press('Enter');
  }

  /** Opens a menu and chooses an entry. */
  async choose(button: Locator, entry: string, key = 'Tab'): Promise<void> {
    await this.use(button, key);
    await expect(this.page.getByRole('menuitem').first()).toBeFocused();
    await this.use(this.page.getByRole('menuitem', { name: entry, exact: true }), 'ArrowDown');
    await expect(this.page.getByRole('menu')).toHaveCount(0);
  }

  /** From the composer to a message above. */
  async toMessage(message: Locator): Promise<void> {
    await this.reach(this.page.getByRole('textbox', { name: 'Message' }));
    await this.reach(this.page.getByRole('log', { name: 'Messages' }), 'Shift+Tab');
    await this.reach(message, 'ArrowUp');
  }

  async fill(field: Locator, text: string, key = 'Tab'): Promise<void> {
    await this.reach(field, key);
    await this.press('ControlOrMeta+a');
    await this.type(text);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  private async isAt(target: Locator): Promise<boolean> {
    return (await target.and(this.page.locator(':focus')).count()) > 0;
  }
}

/** Runs in the page. The first frame may have been in progress when the key was pressed. */
function nextPicture(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  });
}

import { expect, type Locator, type Page } from '@playwright/test';
import { told } from '../blind/told.ts';

type Action = 'Edit' | 'Delete' | 'Delete for everyone' | 'Pin' | 'Unpin' | 'Forward' | 'Report';

/** How long a button may take to be pressed before one points at its message again, in ms. */
const POINTED_MS = 2_000;

/** The open conversation. */
export class ConversationPane {
  readonly log: Locator;
  readonly composer: Locator;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
    this.log = page.getByRole('log', { name: 'Messages' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
  }

  /** Resolves once the server has stored it: what is offered for a message depends on that. */
  async say(text: string): Promise<void> {
    await this.sayInVain(text);
    await expect(this.mark(text, 'Waiting to be sent')).toHaveCount(0);
  }

  /** In a room: everybody may read it, the server, too. */
  async sayOpenly(text: string): Promise<void> {
    await this.say(told.markedOpenly(text));
  }

  /** While it cannot be sent. */
  async sayInVain(text: string): Promise<void> {
    await this.composer.fill(told.marked(text));
    await this.page.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(this.message(text)).toBeVisible();
  }

  /** Writes what is there anew, and sends it with Enter. */
  async write(text: string): Promise<void> {
    await this.composer.fill(told.marked(text));
    await this.composer.press('Enter');
  }

  message(text: string): Locator {
    return this.log.getByRole('article').filter({ hasText: text });
  }

  /** Whether one's own message was sent, delivered or read. */
  mark(text: string, words: string): Locator {
    return this.message(text).getByText(words, { exact: true });
  }

  /** A line such as "Alice left". */
  notice(text: string): Locator {
    return this.log.getByText(text, { exact: true });
  }

  /** The texts of the messages in the document, oldest first, without their canaries. */
  async texts(): Promise<string[]> {
    const texts = await this.log.locator('parley-message-text').allInnerTexts();
    return texts.map((text) => told.unmarked(text));
  }

  async act(text: string, action: Action): Promise<void> {
    await this.press(text, 'More actions');
    await this.page.getByRole('menuitem', { name: action, exact: true }).click();
  }

  async reply(text: string): Promise<void> {
    await this.press(text, 'Reply');
  }

  async react(text: string, emoji: string): Promise<void> {
    await this.press(text, 'React');
    await this.page.getByRole('button', { name: emoji }).first().click();
  }

  /** A button of a message is there while the pointer is on the message. Where news move that away from it, one points again. */
  private async press(text: string, name: string): Promise<void> {
    const message = this.message(text);
    await expect(async () => {
      await message.hover();
      await message.getByRole('button', { name, exact: true }).click({ timeout: POINTED_MS });
    }).toPass();
  }

  async openDetails(): Promise<void> {
    await this.page.getByRole('link', { name: 'Details', exact: true }).last().click();
    await expect(this.page.getByRole('complementary', { name: 'Details' })).toBeVisible();
  }
}

import type { BrowserContext, Page, PermissionDescriptor, PermissionState } from 'puppeteer-core';
import { expect } from 'vitest';
import { hearSent, pageScript, tellRest } from '../blind/page-script.ts';
import { told } from '../blind/told.ts';
import type { Complaints } from './complaints.ts';
import { find, type Kind } from './find.ts';

/** A user in Firefox: one browser context, with a window that stays visible beside others. */
export class Visitor {
  readonly page: Page;
  private readonly context: BrowserContext;
  private readonly origin: string;
  private readonly complaints: Complaints;

  private constructor(context: BrowserContext, page: Page, origin: string, complaints: Complaints) {
    this.context = context;
    this.page = page;
    this.origin = origin;
    this.complaints = complaints;
  }

  static async open(context: BrowserContext, origin: string, complaints: Complaints): Promise<Visitor> {
    // Tabs of one window hide each other, and messages in a hidden tab do not count as read.
    const page = await context.newPage({ type: 'window' });
    await complaints.listenTo(page);
    await page.exposeFunction('hearUses', hearSent);
    await page.evaluateOnNewDocument(pageScript);
    return new Visitor(context, page, origin, complaints);
  }

  /** Closes the browser, once it has told all that it used. */
  static async leave(context: BrowserContext): Promise<void> {
    for (const page of await context.pages()) await page.evaluate(tellRest);
    await context.close();
  }

  /** A second window of the same person. */
  newTab(): Promise<Visitor> {
    return Visitor.open(this.context, this.origin, this.complaints);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  async register(username: string, displayName: string, password = PASSWORD): Promise<void> {
    await this.goTo('/register');
    await this.fill('Username', username);
    await this.fill('Display name', displayName);
    await this.fill('Password', password);
    await this.press('Create account');
    await this.isIn();
  }

  /** On the login page, which is open. */
  async logIn(username: string, password = PASSWORD): Promise<void> {
    await this.fill('Username', username);
    await this.fill('Password', password);
    await this.press('Log in');
  }

  /** As the user decides in the browser, not in the page. */
  async permit(name: PermissionDescriptor['name'], state: PermissionState): Promise<void> {
    await this.context.setPermission(this.origin, { permission: { name }, state });
  }

  /** Waits for the conversations. */
  async isIn(): Promise<void> {
    await this.page.waitForSelector('[role="navigation"][aria-label="Parley"]');
  }

  /** Replaces the text of a field by typing. */
  async fill(name: string, text: string): Promise<void> {
    const field = await find(this.page, 'field', name);
    await field.click({ count: 3 });
    await field.type(text);
  }

  async press(name: string, kind: Kind = 'button'): Promise<void> {
    await (await find(this.page, kind, name)).click();
  }

  /** Finds a user by keyboard and opens the conversation with them. */
  async talkTo(name: string): Promise<void> {
    await this.page.keyboard.down('Control');
    await this.page.keyboard.press('k');
    await this.page.keyboard.up('Control');
    await (await this.page.waitForSelector('[role="combobox"]'))?.type(name);
    await this.press(name, 'option');
    await this.page.waitForSelector('textarea[aria-label="Message"]');
  }

  /** Types a message, key by key, and sends it with Enter. */
  async say(text: string): Promise<void> {
    const field = await this.page.waitForSelector('textarea[aria-label="Message"]');
    await field?.type(told.marked(text));
    await field?.press('Enter');
    await expect.poll(() => this.texts()).toContain(text);
  }

  /** The texts of the messages in the open conversation, without their canaries. */
  async texts(): Promise<string[]> {
    const texts = await this.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[role="log"] parley-message-text')].map(
        ({ innerText }) => innerText,
      ),
    );
    return texts.map((text) => told.unmarked(text));
  }

  /** All text of the own message with this text, including its delivery state for screen readers. */
  words(text: string): Promise<string> {
    return this.page.$$eval(
      '[role="log"] article',
      (all, sought) =>
        all.map(({ textContent }) => textContent).find((words) => words.includes(sought)) ?? '',
      text,
    );
  }

  /** All text that is on the page. */
  shown(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }

  path(): string {
    const { pathname, search } = new URL(this.page.url());
    return pathname + search;
  }
}

const PASSWORD = told.password();

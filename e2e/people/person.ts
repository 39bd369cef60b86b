import type { BrowserContext, Page } from '@playwright/test';
import { ConversationList } from '../pages/conversation-list.ts';
import { ConversationPane } from '../pages/conversation-pane.ts';
import type { Account } from './account.ts';

/** A logged-in user in a browser of their own. */
export class Person {
  readonly account: Account;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly list: ConversationList;
  readonly conversation: ConversationPane;

  constructor(account: Account, context: BrowserContext, page: Page) {
    this.account = account;
    this.context = context;
    this.page = page;
    this.list = new ConversationList(page);
    this.conversation = new ConversationPane(page);
  }

  get name(): string {
    return this.account.user.displayName;
  }

  /** Finds a user by name and opens the conversation with them. */
  async talkTo(other: Person): Promise<void> {
    await this.list.find(other.name);
  }

  /** A second tab of the same browser, at the same address. */
  async newTab(address = this.page.url()): Promise<Person> {
    const page = await this.context.newPage();
    await page.goto(address);
    return new Person(this.account, this.context, page);
  }
}

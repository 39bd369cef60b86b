import type { Uuid } from '@parley/protocol';
import {
  directConversation,
  systemClock,
  type Cancel,
  type ChatClient,
  type Clock,
  type Conversation,
  type ConversationRow,
  type MessageItem,
  type NotOpened,
  type SealedConversation,
} from '../index.ts';
import { alarmLine, protectionLine } from './sealing-lines.ts';
import { messageLine, nameOf, rowLine, titleOf } from './message-line.ts';

const HELP = `/list                 conversations
/to NAME              talk to a person or in a group
/who                  people, and who is here
/group NAME USER...   a new group
/openly TEXT          say it without encryption, to somebody who has no keys yet
/wait SECONDS         do nothing for a while
/quit                 leave
Anything else is sent to the conversation chosen with /to.`;
/** Messages shown when a conversation is chosen, and watched for changes. */
const HISTORY = 20;
/** How long a message, and those after it, wait for its text and the name of its sender, in ms. */
const TEXT_MS = 2_000;

/** A chat by lines: commands and messages go in, events come out. */
export class TerminalChat {
  readonly #client: ChatClient;
  readonly #print: (line: string) => void;
  readonly #clock: Clock;
  readonly #shown = new Map<Uuid, string>();
  /** How many alarms of each conversation were printed. */
  readonly #alarms = new Map<Uuid, number>();
  /** Since when messages of the current conversation wait for what they say, or for who says it. */
  readonly #waiting = new Map<Uuid, number>();
  #stopWaiting: Cancel = () => undefined;
  /** The last that was printed of who can read the current conversation. */
  #protection: string | undefined;
  /** All messages after this are new; at first none is. */
  #upTo = Number.POSITIVE_INFINITY;
  #current: Conversation | undefined;
  #stopWatching: () => void = () => undefined;

  constructor(client: ChatClient, print: (line: string) => void, clock: Clock = systemClock) {
    this.#client = client;
    this.#print = print;
    this.#clock = clock;
    client.sealed.subscribe((now) => {
      this.#showProtection();
      this.#showAlarms(now);
    });
    client.people.users.listen(() => {
      if (this.#current !== undefined) this.#showNews(this.#current);
    });
    client.onArrival(({ conversation, message }) => {
      if (conversation !== this.#current?.id) this.#print(this.#line(message, this.#titleOf(conversation)));
    });
  }

  /** Executes a line. @returns false if it says to leave. @throws Error with a sentence for the user */
  async handle(line: string): Promise<boolean> {
    const [command = '', ...words] = line.trim().split(/\s+/);
    switch (command) {
      case '':
        return true;
      case '/quit':
        return false;
      case '/list':
        this.list();
        return true;
      case '/to':
        await this.#choose(words.join(' '));
        return true;
      case '/who':
        await this.#who();
        return true;
      case '/group':
        await this.#createGroup(words);
        return true;
      case '/openly':
        await this.#say(words.join(' '), { openly: true });
        return true;
      case '/wait':
        await new Promise((resolve) => setTimeout(resolve, Number(words[0] ?? 1) * 1_000));
        return true;
      default:
        if (command.startsWith('/')) this.#print(HELP);
        else await this.#say(line.trim());
        return true;
    }
  }

  list(): void {
    const rows = this.#client.conversations.get() ?? [];
    if (rows.length === 0) this.#print('No conversations yet. /who lists people, /to NAME starts talking.');
    for (const row of rows) this.#print(rowLine(row, this.#users()));
  }

  async #say(text: string, sending?: { readonly openly: boolean }): Promise<void> {
    if (this.#current === undefined) throw new Error('Choose somebody first: /to NAME');
    await this.#client.send(this.#current.id, { text }, sending);
  }

  async #choose(name: string): Promise<void> {
    const group = this.#groupNamed(name);
    const conversation = group?.id ?? directConversation(this.#client, await this.#uidOf(name));
    this.#stopWatching();
    this.#current?.close();
    this.#stopWaiting();
    this.#shown.clear();
    this.#waiting.clear();
    this.#protection = undefined;
    this.#upTo = Number.POSITIVE_INFINITY;
    const opened = this.#client.open(conversation);
    this.#current = opened;
    this.#print(`Talking to ${name}.`);
    this.#showProtection();
    this.#stopWatching = opened.items.subscribe(() => this.#showNews(opened));
  }

  /** Prints new messages, and the user's own again when their delivery state has changed. */
  #showNews(opened: Conversation): void {
    const messages = opened.items.get().filter((item) => item.kind === 'message');
    const recent = Math.max(0, messages.length - HISTORY);
    const news = messages.findIndex(({ seq = 0 }) => seq > this.#upTo);
    const ready = this.#readyOf(messages.slice(news === -1 ? recent : Math.min(news, recent)), opened);
    for (const message of ready) {
      const line = this.#line(message);
      if (this.#shown.get(message.id) !== line) this.#print(line);
      this.#shown.set(message.id, line);
    }
    const last = ready.findLast(({ seq }) => seq !== undefined)?.seq;
    if (last === undefined) return;
    this.#upTo = last;
    this.#client.markRead(opened.id, last);
  }

  /** Those before the first that may get its text, or its sender's name, any moment. */
  #readyOf(messages: readonly MessageItem[], opened: Conversation): readonly MessageItem[] {
    this.#stopWaiting();
    const now = this.#clock.now();
    const incomplete = messages.filter((message) => !this.#isComplete(message));
    for (const { id } of incomplete) this.#waiting.set(id, this.#waiting.get(id) ?? now);
    const until = ({ id }: MessageItem) => (this.#waiting.get(id) ?? 0) + TEXT_MS;
    const waiting = messages.findIndex((message) => incomplete.includes(message) && until(message) > now);
    const first = messages[waiting];
    if (first === undefined) return messages;
    this.#stopWaiting = this.#clock.setTimeout(() => this.#showNews(opened), until(first) - now);
    return messages.slice(0, waiting);
  }

  #isComplete({ unopened, own, sender }: MessageItem): boolean {
    return !unopened && (own || this.#users().has(sender));
  }

  #showProtection(): void {
    const line = protectionLine(this.#client.sealed.get().get(this.#current?.id ?? ''));
    if (line !== undefined && line !== this.#protection) this.#print(line);
    this.#protection = line ?? this.#protection;
  }

  #showAlarms(sealed: ReadonlyMap<Uuid, SealedConversation>): void {
    const naming = {
      me: this.#client.me.get().uid,
      nameOf: (uid: Uuid) => nameOf(uid, this.#users()),
    };
    for (const [conversation, { alarms }] of sealed) {
      const where = this.#titleOf(conversation);
      for (const alarm of alarms.slice(this.#alarms.get(conversation) ?? 0))
        this.#print(alarmLine(alarm, where, naming));
      this.#alarms.set(conversation, alarms.length);
      if (alarms.length > 0) this.#client.alarmsSeen(conversation, alarms);
    }
  }

  async #who(): Promise<void> {
    for (const { user, presence } of await this.#client.people.search('')) {
      const here = presence?.online === true || user.uid === this.#client.me.get().uid ? '●' : '○';
      this.#print(`${here} ${nameOf(user.uid, this.#users())} (${user.username})`);
    }
  }

  async #createGroup([name, ...usernames]: readonly string[]): Promise<void> {
    if (name === undefined) throw new Error('/group NAME USER...');
    const members = await Promise.all(usernames.map((username) => this.#uidOf(username)));
    await this.#client.groups.create(name, members);
    this.#print(`Created ${name}. /to ${name} talks there.`);
  }

  #groupNamed(name: string): ConversationRow | undefined {
    const isIt = (row: ConversationRow) =>
      row.peer === undefined && sameName(titleOf(row, this.#users()), name);
    return this.#client.conversations.get()?.find(isIt);
  }

  async #uidOf(name: string): Promise<Uuid> {
    const people = await this.#client.people.search(name);
    const exact = people.find(
      ({ user }) => sameName(user.username, name) || sameName(user.displayName, name),
    );
    if (exact === undefined) throw new Error(`Nobody here is called ${name}.`);
    return exact.user.uid;
  }

  #titleOf(conversation: Uuid): string {
    const row = this.#client.conversations.get()?.find(({ id }) => id === conversation);
    return row === undefined ? 'new conversation' : titleOf(row, this.#users());
  }

  #line(message: MessageItem, where?: string): string {
    const isElsewhere = where !== undefined;
    const line = messageLine(message, this.#users(), where, isElsewhere ? undefined : this.#causeOf(message));
    return !isElsewhere && this.#isBare(message) ? `${line} (not encrypted)` : line;
  }

  /** Plain in the current conversation, which a machine and a person encrypt. */
  #isBare({ plain }: MessageItem): boolean {
    const sealed = this.#client.sealed.get().get(this.#current?.id ?? '');
    return plain === true && sealed?.protection === 'simple';
  }

  /** Why a message of the current conversation does not show what it says, if that is known. */
  #causeOf({ seq }: MessageItem): NotOpened | undefined {
    const sealed = this.#client.sealed.get().get(this.#current?.id ?? '');
    return seq === undefined ? undefined : sealed?.notOpened.get(seq);
  }

  #users() {
    return this.#client.people.users.get();
  }
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

import { counted } from '../../shared/messages.ts';

/** What is said of a search in a conversation. */
export const SEARCH_MESSAGES = {
  /** What can be looked for, before anything is. */
  hint: 'Search for words, or choose what messages must have.',
  sender: {
    label: 'Sender',
    anybody: 'From anyone',
    only: (name: string) => `From ${name}`,
    notOnly: (name: string) => `Not only from ${name}`,
  },
  noLetter: 'Type at least one letter or digit.',
  none: 'No messages match.',
  noneYet: 'No messages match so far.',
  found: (count: number, isMore: boolean) =>
    isMore ? `${counted(count, 'message', 'messages')} so far` : counted(count, 'message', 'messages'),
  onServer: 'Searched on the server, which can read what is written here.',
  onDevice: "Searched on this device only: the server can't read this conversation.",
  onDeviceBackTo: (date: string) =>
    `Searched on this device only, back to ${date}: the server can't read this conversation.`,
  /** @param percent of the conversation that can be found by now */
  behind: (percent: number) =>
    percent >= 99
      ? "The newest messages can't be found yet."
      : `The server is still taking in this conversation: ${String(percent)}% of it can be found by now.`,
  more: 'Show more messages',
  further: 'Search older messages',
} as const;

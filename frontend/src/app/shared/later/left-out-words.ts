import type { LeftOut } from '@parley/client';

/** Beside the name of a member who does not get what is written now. */
export const LEFT_OUT_NOTES: Readonly<Record<LeftOut['why'], string>> = {
  noKeys: 'has to log in once first',
  accountRemoved: 'account removed',
  identityReset: 'new keys, not accepted yet',
  keyOutdated: "newest keys aren't here yet",
  departed: 'has left, as this device saw',
  badKey: "keys can't be used",
};

/** Beside the name of a member of whom only the server says so. */
export const UNCONFIRMED_NOTE = 'only the server says so';

/** About one person, or several in a list. */
type Sentence = (names: string) => string;

/** Why they don't get it, and what to do. Removed accounts need no words; accepting new keys has a line of its own. */
export const LEFT_OUT_SENTENCES: Readonly<
  Record<Exclude<LeftOut['why'], 'accountRemoved' | 'identityReset'>, Sentence>
> = {
  noKeys: (name) => `${name} can't read what you write. They have to log in once first.`,
  keyOutdated: (name) =>
    `${name} can't read what you write. They have newer keys, which the server doesn't show yet.`,
  departed: (name) =>
    `${name} can't read what you write. They had left, and the server has lost that. Add them again if they should be here.`,
  badKey: (name) =>
    `${name} can't read what you write, because their keys can't be used. Ask them to make new ones: in Settings, under Devices.`,
};

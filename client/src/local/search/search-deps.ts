import type { LocalChat } from '../local-chat.ts';

/** What a search needs of the local half. */
export type SearchDeps = Pick<LocalChat, 'me' | 'known' | 'people' | 'server' | 'sink' | 'storage'>;

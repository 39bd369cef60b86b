import { Entry, HeadsPage, NewGroup, SyncPage } from '@parley/protocol';

/** The entries in an event or an answer: its recipient has seen each of them. */
export function entriesIn(name: string, payload: unknown): readonly Entry[] {
  switch (name) {
    case 'response':
    case 'privateMessage':
    case 'groupMessage':
      return [Entry.parse(payload)];
    case 'sync':
      return SyncPage.parse(payload).entries;
    case 'heads':
      return HeadsPage.parse(payload).heads.flatMap(({ last }) => last ?? []);
    case 'newgrp':
      return [NewGroup.parse(payload).head.last ?? []].flat();
    default:
      return [];
  }
}

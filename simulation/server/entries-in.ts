import { type Ack, Entry, HeadsPage, NewGroup, SyncPage } from '@parley/protocol';

/** The entries in an event or an acknowledgement: its recipient has seen each of them. */
export function entriesIn(name: string, payload: unknown): readonly Entry[] {
  switch (name) {
    case 'response':
      return [Entry.parse(payload)];
    case 'newgrp':
      return [NewGroup.parse(payload).head.last ?? []].flat();
    case 'privateMessage':
    case 'groupMessage':
    case 'broadcastMessage':
      return answered(payload, (response) => [Entry.parse(response)]);
    case 'sync':
      return answered(payload, (response) => SyncPage.parse(response).entries);
    case 'heads':
      return answered(payload, (response) =>
        HeadsPage.parse(response).heads.flatMap(({ last }) => last ?? []),
      );
    default:
      return [];
  }
}

function answered(payload: unknown, entries: (response: unknown) => readonly Entry[]): readonly Entry[] {
  const answer = payload as Ack<unknown>;
  return answer.success ? entries(answer.response) : [];
}

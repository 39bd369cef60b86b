import type { Entry, Uuid } from '@parley/protocol';
import type { BelievedRoster, SealingFloor } from '../model/sealing/believed-roster.ts';

type Remembered = Pick<BelievedRoster, 'additions' | 'floors'>;

const NO_FLOOR: SealingFloor = { keyVersion: 1 };

/** What a believed entry adds to what is remembered for sealing, even where the log loses it. */
export function remembered(before: Remembered, { body, id, sender }: Entry): Remembered {
  switch (body.kind) {
    case 'created':
      return body.members.reduce((known, { uid }) => withAddition(known, uid, id), before);
    case 'added':
      return body.members.reduce((known, uid) => withAddition(known, uid, id), before);
    case 'removed':
      return withDeparture(before, body.member, sender);
    case 'left':
      return withDeparture(before, sender, sender);
    case 'rekeyed':
      return withKey(before, sender, body.version);
    default:
      return before;
  }
}

function withAddition({ additions, floors }: Remembered, uid: Uuid, id: Uuid): Remembered {
  const known = additions[uid] ?? [];
  const { keyVersion, departedAfter } = floors[uid] ?? NO_FLOOR;
  const isOver = departedAfter !== undefined && !departedAfter.includes(id);
  return {
    additions: { ...additions, [uid]: [...known, id] },
    floors: isOver ? { ...floors, [uid]: { keyVersion } } : floors,
  };
}

function withDeparture({ additions, floors }: Remembered, uid: Uuid, departedBy: Uuid): Remembered {
  const { keyVersion, departedAfter = [] } = floors[uid] ?? NO_FLOOR;
  const all = new Set([...departedAfter, ...(additions[uid] ?? [])]);
  const floor = { keyVersion, departedAfter: [...all], departedBy };
  return { additions, floors: { ...floors, [uid]: floor } };
}

function withKey({ additions, floors }: Remembered, uid: Uuid, version: number): Remembered {
  const floor = floors[uid] ?? NO_FLOOR;
  const keyVersion = Math.max(floor.keyVersion, version);
  return { additions, floors: { ...floors, [uid]: { ...floor, keyVersion } } };
}

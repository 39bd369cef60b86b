import { isRoom, type Entry, type Uuid } from '@parley/protocol';
import type { Invariant } from './facts.ts';

/** In a room nobody comes in or writes who is banned, nobody writes who is muted, and there is always an owner. */
export const orderIsKept: Invariant = ({ logs }) =>
  logs
    .filter(({ state }) => isRoom(state))
    .flatMap(({ entries, state }) => [
      ...brokenIn(entries),
      ...(Object.values(state.members).some(({ role }) => role === 'owner')
        ? []
        : [`${state.conversation} has no owner`]),
    ]);

function brokenIn(entries: readonly Entry[]): string[] {
  const banned = new Set<Uuid>();
  const mutedUntil = new Map<Uuid, number>();
  return entries.flatMap(({ seq, time, sender, body }) => {
    if (body.kind === 'banned') banned.add(body.member);
    if (body.kind === 'unbanned') banned.delete(body.member);
    if (body.kind === 'muted') mutedUntil.set(body.member, time + body.seconds * 1000);
    if (body.kind !== 'message' && body.kind !== 'joined') return [];
    const isMuted = body.kind === 'message' && (mutedUntil.get(sender) ?? 0) > time;
    return [
      ...(banned.has(sender) ? [`entry ${seq} is by ${sender}, who is banned`] : []),
      ...(isMuted ? [`entry ${seq} is by ${sender}, who is muted`] : []),
    ];
  });
}

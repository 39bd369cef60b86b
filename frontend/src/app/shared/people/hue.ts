import type { User, Uuid } from '@parley/protocol';

/** The first three stand far apart, so that small installations look varied. */
export const HUES = [264, 20, 150, 325, 210, 55, 180, 290, 0, 235, 120, 85] as const;

/** The hue of a user's or a group's avatar, in degrees: the chosen one if this version has it, or derived from the id. */
export function hueOf(id: Uuid, colour?: User['colour']): number {
  const derived = Number.parseInt(id.slice(0, 8), 16) % HUES.length;
  return HUES[colour ?? derived] ?? HUES[derived] ?? HUES[0];
}

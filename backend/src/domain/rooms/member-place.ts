import { ParleyError, Uuid } from '@parley/protocol';

export type Section = 'online' | 'offline';

/** Where a page of members begins: behind a user, by their present name, or with a section. */
export interface MemberPlace {
  readonly section: Section;
  readonly after?: Uuid | undefined;
}

const PLACE = /^(online|offline)(?:\.(.+))?$/;

/** What a page says as its `next`. */
export function formatPlace({ section, after }: MemberPlace): string {
  return after === undefined ? section : `${section}.${after}`;
}

/** @throws ParleyError `E_BAD_REQUEST` for what no page says */
export function parsePlace(text = 'online'): MemberPlace {
  const [, section, after] = PLACE.exec(text) ?? [];
  const isPlace = after === undefined || Uuid.safeParse(after).success;
  if ((section !== 'online' && section !== 'offline') || !isPlace) throw new ParleyError('E_BAD_REQUEST');
  return { section, after };
}

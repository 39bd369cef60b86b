import { knownType, type Head, type Uuid } from '@parley/protocol';

/** What frames say of the conversation that they belong to. */
export interface About {
  /** The type of its messages. */
  readonly type: 'direct' | 'room' | 'broadcast';
  /** Of a group or room. */
  readonly name: string;
  /** Of a direct conversation; in notes to oneself, the user. */
  readonly peer: Uuid | undefined;
  readonly protection: string;
}

const TYPES = { direct: 'direct', group: 'room', announcement: 'broadcast' } as const;

export function aboutOf({
  type,
  name,
  peer,
  protection,
  conversation,
}: Pick<Head, 'conversation' | 'type' | 'name' | 'peer' | 'protection'>): About {
  return { type: TYPES[knownType(type)], name: name ?? conversation, peer, protection };
}

import type { Person, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { people } from './people.ts';

const RESULTS = 50;

/** Users with names in which each word of the text begins a word; without a text, the first users. */
export async function searchPeople(
  context: Pick<Context, 'users' | 'conversations' | 'onlineUsers'>,
  uid: Uuid,
  text: string,
): Promise<Person[]> {
  return people(context, uid, await context.users.search(text.trim(), RESULTS));
}

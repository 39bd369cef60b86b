import type { Person, Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import { people } from './people.ts';

const RESULTS = 50;

/** People in whose names words begin with those of the text; without a text the first of all. */
export async function searchPeople(
  context: Pick<Context, 'users' | 'conversations' | 'onlineUsers'>,
  uid: Uuid,
  text: string,
): Promise<Person[]> {
  return people(context, uid, await context.users.search(text.trim(), RESULTS));
}

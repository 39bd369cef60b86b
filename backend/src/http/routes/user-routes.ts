import type { Context } from '../../domain/context.ts';
import { block } from '../../domain/users/block.ts';
import { peopleByUid } from '../../domain/users/people-by-uid.ts';
import { searchPeople } from '../../domain/users/search-people.ts';
import { unblock } from '../../domain/users/unblock.ts';
import type { Handlers } from './call.ts';

/** Users, one's own profile, and blocking. */
export function userRoutes(
  context: Context,
): Handlers<'people' | 'peopleByUid' | 'profile' | 'blocks' | 'block' | 'unblock'> {
  return {
    people: async ({ uid, request }) => ({ people: await searchPeople(context, uid, request.q ?? '') }),
    peopleByUid: async ({ uid, request }) => ({ people: await peopleByUid(context, uid, request.uids) }),
    profile: ({ uid, request }) => context.users.setProfile(uid, request),
    blocks: async ({ uid }) => ({ uids: [...(await context.users.blockedBy(uid))] }),
    block: async (call) => {
      await block(context, call.uid, call.param('uid'));
      return {};
    },
    unblock: async (call) => {
      await unblock(context, call.uid, call.param('uid'));
      return {};
    },
  };
}

import type { Uuid } from '@parley/protocol';
import type { Context } from '../../context.ts';
import { removeHook } from '../../webhooks/remove-hook.ts';
import type { RetireContext } from '../../webhooks/retire-author.ts';
import { leaveAll, type LeaveContext } from './leave-all.ts';

export type EraseContext = RetireContext &
  LeaveContext &
  Pick<
    Context,
    'sessions' | 'invitations' | 'resets' | 'pairings' | 'keys' | 'hooks' | 'machines' | 'users' | 'publisher'
  >;

const MACHINES = 100;

/**
 * Erases what belonged to an account whose removal has begun: vault, devices, sessions, invitations, webhooks, tokens of machines
 * and blocks, and takes it out of rooms and groups. Its key log and what it said stay. Each step may be repeated, so that a removal
 * which died in the middle goes on.
 */
export async function eraseAccount(context: EraseContext, uid: Uuid): Promise<void> {
  const { users, sessions, invitations, resets, pairings, keys, publisher, clock } = context;
  publisher.sessionsEnded(await sessions.endSome(uid, { kind: 'others', except: undefined }));
  publisher.sessionsEnded(await sessions.endGrantedBy(uid));
  await invitations.forget(uid);
  await resets.withdraw(uid);
  await pairings.take(uid, clock());
  await keys.eraseVault(uid);
  for (const other of await users.blockedBy(uid)) await users.unblock(uid, other);
  await removeHooks(context, uid);
  await disownMachines(context, uid);
  await leaveAll(context, uid);
  await users.endDeletion(uid);
}

async function removeHooks(context: RetireContext & Pick<Context, 'hooks'>, uid: Uuid): Promise<void> {
  for (const hook of await context.hooks.ofMaker(uid)) await removeHook(context, hook);
}

/** Nobody answers for the machines of this person from now on. */
async function disownMachines({ machines }: Pick<Context, 'machines'>, uid: Uuid): Promise<void> {
  for (let after: Uuid | undefined; ;) {
    const page = await machines.page(after, MACHINES);
    for (const { user, details } of page) {
      const { owner, ...others } = details;
      if (owner === uid) await machines.change(user.uid, others);
    }
    after = page.at(-1)?.user.uid;
    if (after === undefined) return;
  }
}

import { foldedWords, ParleyError, type AccountInfo, type User, type Uuid } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { AccountEntry } from './user-store.ts';

const PAGE = 50;

type ListContext = Pick<Context, 'users' | 'sessions' | 'onlineUsers' | 'clock'>;

interface AccountPage {
  readonly accounts: AccountInfo[];
  /** Those who invited them. */
  readonly users: User[];
  readonly next?: Uuid;
  readonly total: number;
}

/**
 * A page of all accounts, by name, those that are not in use last.
 * @param after the last one of the page before
 * @throws ParleyError `E_NOT_FOUND` for one that never was
 */
export async function listAccounts(
  context: ListContext,
  { q = '', after }: { readonly q?: string | undefined; readonly after?: Uuid | undefined },
): Promise<AccountPage> {
  const { users } = context;
  if (after !== undefined && (await users.entryOf(after)) === undefined) throw new ParleyError('E_NOT_FOUND');
  const found = await users.entriesByName(foldedWords(q), after, PAGE + 1);
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  return {
    accounts: await Promise.all(page.map((entry) => shownAccount(context, entry))),
    users: [...(await users.byUid(page.flatMap(({ invitedBy }) => invitedBy ?? [])))],
    ...(found.length > PAGE && last !== undefined && { next: last.user.uid }),
    total: await users.count(),
  };
}

async function shownAccount(
  { sessions, onlineUsers, clock }: ListContext,
  entry: AccountEntry,
): Promise<AccountInfo> {
  const { user, createdAt, lastSeen, invitedBy, deletion } = entry;
  const live = await sessions.ofUser(user.uid, clock());
  return {
    ...{ user, createdAt, online: onlineUsers.isOnline(user.uid) },
    devices: live.map(({ device, lastSeenAt }) => ({ name: device.name, lastSeenAt })),
    ...(lastSeen !== undefined && { lastSeen }),
    ...(invitedBy !== undefined && { invitedBy }),
    ...(deletion && { deletedAt: deletion.at }),
  };
}

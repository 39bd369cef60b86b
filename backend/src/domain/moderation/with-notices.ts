import type { Session } from '@parley/protocol';
import type { Context } from '../context.ts';

/** A session that says whether the administrators tell its user something: pages ask for what only then. */
export async function withNotices({ reports }: Pick<Context, 'reports'>, session: Session): Promise<Session> {
  const notices = await reports.notices(session.user.uid);
  return notices.length === 0 ? session : { ...session, notices: true };
}

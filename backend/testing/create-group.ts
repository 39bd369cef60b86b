import { randomUUID } from 'node:crypto';
import { call } from './call.ts';
import type { TestUser } from './register-user.ts';
import type { TestBackend } from './start-test-backend.ts';

/** A group of the owner with others. @returns its id */
export async function createGroup(
  { httpUrl }: Pick<TestBackend, 'httpUrl'>,
  owner: TestUser,
  others: readonly TestUser[],
): Promise<string> {
  const conversation = randomUUID();
  const { status, body } = await call(
    httpUrl,
    'createGroup',
    {
      conversation,
      id: randomUUID(),
      name: 'A group',
      members: others.map(({ uid }) => uid),
      history: 'fromJoin',
    },
    { token: owner.token },
  );
  if (status !== 200) throw new Error(`createGroup: ${JSON.stringify(body)}`);
  return conversation;
}

import type { Context } from '../domain/context.ts';
import type { AppendContext } from '../domain/log/append.ts';
import { createGeneral, joinGeneral, type GeneralContext } from '../domain/rooms/general.ts';
import { addDemoUsers, DEMO_FOUNDERS, demoId, type DemoName } from './demo-users.ts';

/** Fills an empty database with demo users, and with the room that everyone is in. For development only. */
export async function beginDemo(context: GeneralContext & Pick<Context, 'users'>): Promise<void> {
  const isEmpty = (await context.users.count()) === 0;
  await addDemoUsers(context);
  if (!isEmpty) return;
  const [owner, ...others] = DEMO_FOUNDERS;
  await createGeneral(context, { id: demoId('create general'), sender: demoId(owner) });
  await enterDemoGeneral(context, others);
}

/** Demo users do not register, and join by themselves what others come into with that: once. */
export async function enterDemoGeneral(context: AppendContext, names: readonly DemoName[]): Promise<void> {
  for (const name of names) await joinGeneral(context, demoId(name), demoId(`join general ${name}`));
}

import type { Context } from '../context.ts';
import { say, type SayContext } from '../commands/say-in.ts';
import type { RateLimit } from '../limits/rate-limit.ts';
import { secretHash } from '../passwords/secret-hash.ts';
import { hookStanding } from './hook-standing.ts';
import { parsePayload } from './slack/parse-payload.ts';
import { slackText } from './slack/slack-text.ts';
import type { IncomingHook } from './stored-hook.ts';
import { webhookRefusal, WebhookRefusal } from './webhook-refusal.ts';

type WebhookContext = SayContext & Pick<Context, 'hooks'>;

/** What a tool posted. */
export interface PostedWebhook {
  readonly secret: string;
  /** Undefined where it is no text, or too large. */
  readonly body: string | undefined;
}

/**
 * Says what a tool posted where its webhook belongs. How it went is noted with the hook.
 * @param limit by hook
 * @throws WebhookRefusal
 */
export async function takeWebhook(
  context: WebhookContext,
  { secret, body }: PostedWebhook,
  limit: RateLimit,
): Promise<void> {
  const hook = await context.hooks.bySecret(secretHash(secret));
  if (hook === undefined) throw new WebhookRefusal(404, 'no_service');
  try {
    await limit.take(hook.id);
    await speak(context, hook, body);
  } catch (error) {
    const refusal = webhookRefusal(error);
    const message = refusal?.reason ?? 'rollup_error';
    await context.hooks.note(hook.id, { kind: 'error', time: context.clock(), message });
    throw refusal ?? error;
  }
  await context.hooks.note(hook.id, { kind: 'success', time: context.clock() });
}

async function speak(context: WebhookContext, hook: IncomingHook, body: string | undefined): Promise<void> {
  const { conversation, author, name } = hook;
  const payload = body === undefined ? undefined : parsePayload(body);
  if (payload === undefined) throw new WebhookRefusal(400, 'invalid_payload');
  const text = slackText(payload, name);
  if (text === '') throw new WebhookRefusal(400, 'no_text');
  const [user] = await context.users.byUid([author]);
  if (user === undefined || user.removed) throw new WebhookRefusal(403, 'account_inactive');
  if ((await hookStanding(context, hook)) === 'unbacked') throw new WebhookRefusal(403, 'action_prohibited');
  await say(context, author, conversation, text);
}

import { ParleyError } from '@parley/protocol';

/** Why a payload was not taken, in the words of Slack's incoming webhooks, which tools know. */
export class WebhookRefusal extends Error {
  override readonly name = 'WebhookRefusal';
  readonly status: number;
  /** Such as `no_text`. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;

  constructor(status: number, reason: string, retryAfterMs?: number) {
    super(reason);
    this.status = status;
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** What a refusal of ours means to a tool; undefined for what is no refusal. */
export function webhookRefusal(error: unknown): WebhookRefusal | undefined {
  if (error instanceof WebhookRefusal) return error;
  if (!(error instanceof ParleyError)) return undefined;
  switch (error.code) {
    case 'E_CONVERSATION_ENDED':
      return new WebhookRefusal(410, 'channel_is_archived');
    case 'E_NOT_FOUND':
    case 'E_NOT_A_MEMBER':
    case 'E_SEALED':
      return new WebhookRefusal(404, 'channel_not_found');
    case 'E_MUTED':
    case 'E_ONLY_ADMINS_WRITE':
    case 'E_FORBIDDEN':
      return new WebhookRefusal(403, 'action_prohibited');
    case 'E_SLOW_MODE':
    case 'E_RATE_LIMITED':
      return new WebhookRefusal(429, 'rate_limited', error.retryAfterMs);
    case 'E_STORE_BUSY':
    case 'E_STORE_FULL':
    case 'E_SHUTTING_DOWN':
      return new WebhookRefusal(503, 'service_unavailable', error.retryAfterMs);
    default:
      return undefined;
  }
}

import { LIMITS } from '@parley/protocol';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import type { Context } from '../domain/context.ts';
import type { RateLimit } from '../domain/limits/rate-limit.ts';
import { takeWebhook } from '../domain/webhooks/take-webhook.ts';
import { webhookRefusal, WebhookRefusal } from '../domain/webhooks/webhook-refusal.ts';
import type { Logger } from '../logging/logger.ts';
import { wireErrorOf } from '../logging/wire-error.ts';

interface WebhookOptions {
  /** Counts what comes from an address. */
  readonly limitAddress: RequestHandler;
  /** By webhook. */
  readonly webhook: RateLimit;
  readonly logger: Logger;
  /** Lets work in progress finish before the server stops. */
  readonly track: <T>(work: () => Promise<T>) => Promise<T>;
}

/**
 * What tools post, in Slack's format and with its answers: plain text, `ok` or a word for what was wrong. Neither cookies nor origins
 * count here: the secret in the address is all that speaks for the tool.
 */
export function webhooks(context: Context, { limitAddress, webhook, logger, track }: WebhookOptions): Router {
  const router = express.Router();
  // Tools send JSON as forms and the other way round.
  const read = express.raw({ type: () => true, limit: LIMITS.hookBodyBytes, inflate: false });
  const take: RequestHandler = async (request, response) => {
    const secret = String(request.params.secret);
    const body = textIn(request.body);
    await track(() => takeWebhook(context, { secret, body }, webhook));
    response.type('text/plain').setHeader('Cache-Control', 'no-store').send('ok');
  };
  router.post('/:secret', limitAddress, read, take);
  router.use(answerRefusal(logger));
  return router;
}

function textIn(body: unknown): string | undefined {
  if (!Buffer.isBuffer(body)) return '';
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

function answerRefusal(logger: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const { status, reason, retryAfterMs } = refusalOf(error, logger);
    if (retryAfterMs !== undefined) response.setHeader('Retry-After', Math.ceil(retryAfterMs / 1_000));
    response.status(status).type('text/plain').send(reason);
  };
}

function refusalOf(error: unknown, logger: Logger): WebhookRefusal {
  const refusal = webhookRefusal(error);
  if (refusal !== undefined) return refusal;
  // Of Express: too large, packed, or cut off.
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new WebhookRefusal(status, 'invalid_payload');
  wireErrorOf(error, logger);
  return new WebhookRefusal(500, 'rollup_error');
}

import { ParleyError, type Body } from '@parley/protocol';
import type { Context } from '../context.ts';

/**
 * While sealing is off, nothing of sealed conversations is taken from clients: one client could otherwise seal a conversation in which the
 * others cannot write.
 * @throws ParleyError `E_BAD_REQUEST`, as for what the server does not know
 */
export function checkSealing(context: Pick<Context, 'rules'>, body: Body): void {
  if (isOfSealed(body)) requireSealing(context);
}

/** For what only clients that seal ask for. @throws ParleyError `E_BAD_REQUEST` while sealing is off */
export function requireSealing({ rules }: Pick<Context, 'rules'>): void {
  if (!rules.sealing) throw new ParleyError('E_BAD_REQUEST');
}

function isOfSealed(body: Body): boolean {
  if (body.kind === 'created') return body.protection === 'sealed';
  return body.kind === 'keys' || body.kind === 'rekeyed' || ('epoch' in body && body.epoch !== undefined);
}

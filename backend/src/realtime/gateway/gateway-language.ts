import { setTimeout } from 'node:timers/promises';
import { cursorsIn, ParleyError, type Uuid, type WireError } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { visibleHead } from '../../domain/conversations/heads.ts';
import { GatewaySpeech } from './gateway-speech.ts';
import type { Beginning, Found } from './log-follower.ts';
import { Names } from './names.ts';
import type { Language } from './speech.ts';

/** The language of scripts: envelopes in JSON. */
export function gatewayLanguage(
  context: Pick<Context, 'users' | 'conversations' | 'roomNames'>,
  wireErrorOf: (error: unknown) => WireError,
): Language {
  const names = new Names(context);
  const find = (uid: Uuid, conversation: Uuid) => findFor(context, uid, conversation);
  return {
    prepare: (query) => {
      const beginning = beginningIn(query);
      return (parts) =>
        new GatewaySpeech({ ...context, ...parts, beginning, names, find, wait: setTimeout, wireErrorOf });
    },
  };
}

/** @throws ParleyError `E_BAD_REQUEST` */
function beginningIn(query: URLSearchParams): Beginning {
  const after = cursorsIn(query.get('after') ?? '');
  const others = query.get('others') ?? (query.has('after') ? 'start' : 'now');
  if (after === undefined || (others !== 'now' && others !== 'start')) throw new ParleyError('E_BAD_REQUEST');
  return { after, others };
}

async function findFor(
  context: Pick<Context, 'conversations'>,
  uid: Uuid,
  conversation: Uuid,
): Promise<Found | undefined> {
  const view = await context.conversations.view(uid, conversation);
  if (view === undefined) return undefined;
  const joined = view.state.members[uid]?.intervals.at(-1)?.from ?? 1;
  return { head: await visibleHead(context, uid, view), joined };
}

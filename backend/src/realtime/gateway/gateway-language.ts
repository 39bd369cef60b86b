import { setTimeout } from 'node:timers/promises';
import { cursorsIn, ParleyError, type Uuid, type WireError } from '@parley/protocol';
import type { Context } from '../../domain/context.ts';
import { visibleHead } from '../../domain/conversations/heads.ts';
import { GatewaySpeech } from './gateway-speech.ts';
import type { Found } from './log-follower.ts';
import { Names } from './names.ts';
import type { Wish } from './resuming.ts';
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
      const wish = wishIn(query);
      return (parts) => new GatewaySpeech({ ...context, ...parts, wish, names, find, wait, wireErrorOf });
    },
  };
}

/** Nothing waits for the end of a pause, so that a server can stop in one. */
const wait = (ms: number) => setTimeout(ms, undefined, { ref: false });

/** @throws ParleyError `E_BAD_REQUEST` */
function wishIn(query: URLSearchParams): Wish {
  const after = cursorsIn(query.get('after') ?? '');
  const [resume, others] = [query.get('resume') ?? 'address', query.get('others') ?? usual(query)];
  const isKnown = (others === 'now' || others === 'start') && (resume === 'address' || resume === 'frame');
  if (after === undefined || !isKnown) throw new ParleyError('E_BAD_REQUEST');
  return { after, others, byFrame: resume === 'frame' };
}

function usual(query: URLSearchParams): 'now' | 'start' {
  return query.has('after') || query.has('resume') ? 'start' : 'now';
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

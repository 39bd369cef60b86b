import { heads } from '@parley/backend/domain/conversations/heads.ts';
import { syncPage } from '@parley/backend/domain/log/sync-page.ts';
import { sendGroup } from '@parley/backend/domain/messages/send-group.ts';
import { sendPrivate } from '@parley/backend/domain/messages/send-private.ts';
import { moveMarks } from '@parley/backend/domain/receipts/move-marks.ts';
import {
  GroupMessage,
  HeadsRequest,
  MarkBatch,
  ParleyError,
  PrivateMessage,
  SyncRequest,
  type Uuid,
} from '@parley/protocol';
import type { UseCaseContext } from './use-case-context.ts';

/** The part of a zod schema that is used here. */
interface Schema<T> {
  safeParse(input: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
}
type Event = (context: UseCaseContext, uid: Uuid, payload: unknown) => Promise<unknown>;

/** A few short messages, so that most answers take several pages, and many pages end early. */
const PAGE_BYTES = 400;

/** Every event of a simulated client, with the use case that handles it. */
const EVENTS: Readonly<Record<string, Event>> = {
  privateMessage: parsed(PrivateMessage, sendPrivate),
  groupMessage: parsed(GroupMessage, sendGroup),
  sync: parsed(SyncRequest, (context, uid, request) => syncPage(context, uid, request, PAGE_BYTES)),
  heads: parsed(HeadsRequest, (context, uid, { token }) => heads(context, uid, token, PAGE_BYTES)),
  delivered: parsed(MarkBatch, (context, uid, { marks }) =>
    moveMarks(context, uid, { kind: 'delivered', marks }),
  ),
  read: parsed(MarkBatch, (context, uid, { marks }) => moveMarks(context, uid, { kind: 'read', marks })),
  typing: () => Promise.resolve(undefined),
};

/** @throws ParleyError */
export async function handleEvent(
  context: UseCaseContext,
  uid: Uuid,
  { name, payload }: { readonly name: string; readonly payload: unknown },
): Promise<unknown> {
  const event = EVENTS[name];
  if (event === undefined) throw new ParleyError('E_BAD_REQUEST');
  return event(context, uid, payload);
}

function parsed<T>(
  schema: Schema<T>,
  useCase: (context: UseCaseContext, uid: Uuid, request: T) => Promise<unknown>,
): Event {
  return async (context, uid, payload) => {
    const request = schema.safeParse(payload);
    if (!request.success) throw new ParleyError('E_BAD_REQUEST');
    return useCase(context, uid, request.data);
  };
}

import { randomUUID } from 'node:crypto';
import {
  directConversationId,
  encodeContent,
  type GroupMessage,
  type PrivateMessage,
} from '@parley/protocol';
import { sha256 } from '../src/domain/sha256.ts';
import type { TestUser } from './register-user.ts';

/** A text to somebody, as a client would send it. */
export function privateText(from: TestUser, to: TestUser, text: string): PrivateMessage {
  return {
    conversation: directConversationId(sha256, from.uid, to.uid),
    peer: to.uid,
    id: randomUUID(),
    body: { kind: 'message' },
    payload: encodeContent({ type: 'text', text }),
  };
}

/** A text to a group. */
export function groupText(conversation: string, text: string): GroupMessage {
  return {
    conversation,
    id: randomUUID(),
    body: { kind: 'message' },
    payload: encodeContent({ type: 'text', text }),
  };
}

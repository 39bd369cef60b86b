import { encodeContent } from '@parley/protocol';
import { newId } from './new-id.ts';
import type { Outgoing, Talk } from './talk.ts';

/** An open group. */
export class OpenTalk implements Talk {
  readonly conversation: string;

  constructor(conversation: string) {
    this.conversation = conversation;
  }

  /** What is said does not depend on what was said before. */
  heard(): void {
    return;
  }

  /** As many as are wanted: making one costs nothing. */
  async prepare(text: string): Promise<() => Outgoing> {
    const { conversation } = this;
    return () => ({
      event: 'groupMessage',
      request: {
        ...{ conversation, id: newId(), body: { kind: 'message' } },
        payload: encodeContent({ type: 'text', text }),
      },
    });
  }
}

import type { Content, MessageBody, Payload, Uuid } from '@parley/protocol';

/** What is about to leave this device. */
export interface Unsealed {
  readonly conversation: Uuid;
  readonly id: Uuid;
  readonly body: MessageBody;
  readonly content: Content;
}

/** Makes payloads. Each is made once and then stored: every try sends the same bytes. */
export interface Sealer {
  seal(unsealed: Unsealed): Promise<Payload>;
}

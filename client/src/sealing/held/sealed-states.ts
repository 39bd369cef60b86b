import { canonicalJson, type Uuid } from '@parley/protocol';
import type { SealedConversation } from '../../model/sealed-conversation.ts';
import type { SealingAlarm } from '../../model/sealing-alarm.ts';
import type { ServerSink } from '../../ports/server-sink.ts';

const NOTHING: SealedConversation = { protection: 'open', leftOut: [], notOpened: new Map(), alarms: [] };

/** How each conversation is sealed, as pages are told. */
export class SealedStates {
  readonly #sink: Pick<ServerSink, 'sealedChanged'>;
  readonly #states = new Map<Uuid, SealedConversation>();
  readonly #told = new Set<string>();

  constructor(sink: Pick<ServerSink, 'sealedChanged'>) {
    this.#sink = sink;
  }

  change(conversation: Uuid, change: Partial<SealedConversation>): void {
    const now = { ...(this.#states.get(conversation) ?? NOTHING), ...change };
    this.#states.set(conversation, now);
    this.#sink.sealedChanged(conversation, now);
  }

  /** Each alarm is told once. */
  alarm(alarm: SealingAlarm): void {
    const name = canonicalJson(alarm);
    if (this.#told.has(name)) return;
    this.#told.add(name);
    const { alarms } = this.#states.get(alarm.conversation) ?? NOTHING;
    this.change(alarm.conversation, { alarms: [...alarms, alarm] });
  }
}

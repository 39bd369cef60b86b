import { ParleyError, type EventResponse } from '@parley/protocol';
import type { SpeechParts } from './speech.ts';

/** Events that are answered with pages. */
export type PageName = 'heads' | 'sync';

interface Parts extends Pick<SpeechParts, 'answer' | 'connection'> {
  readonly wait: (ms: number) => Promise<unknown>;
}

const RETRY = 1_000;

/**
 * Asks as the client itself would, within its limits, until there is an answer.
 * @throws ParleyError what will not succeed here any more
 */
export async function askPatiently<Name extends PageName>(
  { answer, wait, connection }: Parts,
  name: Name,
  input: unknown,
): Promise<EventResponse<Name>> {
  for (;;) {
    const answered = await answer(name, input);
    if (answered.success) return answered.response;
    const { code, retryable, retryAfterMs = RETRY } = answered.error;
    if (!retryable || code === 'E_SHUTTING_DOWN' || !connection.isOpen) throw new ParleyError(code);
    await wait(retryAfterMs);
  }
}

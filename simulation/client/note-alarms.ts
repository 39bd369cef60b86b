import type { ChatClient } from '@parley/client';
import type { History } from '../world/history.ts';
import type { Keys } from './simulated-keys.ts';

/** Notes all that a client says is wrong with what its server shows. */
export function noteAlarms(
  history: Pick<History, 'alarm'>,
  who: string,
  { sealed }: Pick<ChatClient, 'sealed'>,
  keys: Keys | undefined,
): void {
  sealed.subscribe((conversations) => {
    for (const { alarms } of conversations.values())
      for (const alarm of alarms) history.alarm(who, `sees ${JSON.stringify(alarm)}`);
  });
  if (keys !== undefined) noteKeyAlarms(history, who, keys);
}

/** Notes what is wrong with the keys that it is shown. */
export function noteKeyAlarms(history: Pick<History, 'alarm'>, who: string, keys: Keys): void {
  keys.state.subscribe((state) => {
    if (state.kind === 'alarm') history.alarm(who, `finds their own keys ${state.problem}`);
    if (state.kind === 'open' && state.isPutBack) history.alarm(who, 'finds their vault spoilt');
  });
  keys.contacts.contacts.subscribe((contacts) => {
    for (const [uid, { alarm }] of contacts)
      if (alarm !== undefined) history.alarm(who, `finds the key log of ${uid} ${alarm}`);
  });
}

import type { Entry, Uuid } from '@parley/protocol';
import type { OpenedEntry } from '../../model/opened-entry.ts';
import type { SimpleMachine } from '../../model/sealing/simple-machine.ts';
import type { Sealed, Unsealed } from '../sealer.ts';

/** The simple seal of machines. */
export interface SimpleSeal {
  /** The machine that a direct conversation is with, if it has a key to seal to. @param peer where the conversation is not known yet */
  machineIn(conversation: Uuid, peer?: Uuid): SimpleMachine | undefined;
  /** Whether somebody was met as a machine with a key to seal to, whatever the server says of them now. */
  wasMachine(uid: Uuid): boolean;
  /** @throws CodedError, NoAnswerError */
  open(entry: Entry): Promise<OpenedEntry>;
  /** @throws CodedError, NoAnswerError */
  seal(unsealed: Unsealed, machine: SimpleMachine): Promise<Sealed>;
  /** Calls when more can be opened. @returns a function that stops it */
  onMore(listener: () => void): () => void;
}

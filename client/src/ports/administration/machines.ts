import type { Machine, MachineToken, RequestOf, ResponseOf, Uuid } from '@parley/protocol';

/** Accounts of machines and their tokens, for administrators. Commands need a connection and fail with a `CodedError`. */
export interface Machines {
  /** @param after the `next` of the page before */
  page(after?: Uuid): Promise<ResponseOf<'machines'>>;
  create(machine: RequestOf<'createMachine'>): Promise<Machine>;
  /** Ends the tokens that allow more than the new scopes. */
  change(uid: Uuid, settings: RequestOf<'changeMachine'>): Promise<Machine>;
  suspend(uid: Uuid): Promise<void>;
  resume(uid: Uuid): Promise<void>;
  tokens(uid: Uuid): Promise<readonly MachineToken[]>;
  /** @returns with the token itself, which nobody can ask for again */
  createToken(uid: Uuid, token: RequestOf<'createMachineToken'>): Promise<ResponseOf<'createMachineToken'>>;
  revokeToken(uid: Uuid, token: Uuid): Promise<void>;
}

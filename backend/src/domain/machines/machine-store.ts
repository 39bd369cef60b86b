import type { Scopes, User, Uuid } from '@parley/protocol';

/** What the account of a machine has beside that of a person. */
export interface MachineDetails {
  /** Who answers for it. */
  readonly owner?: Uuid | undefined;
  readonly purpose: string;
  readonly scopes: Scopes;
  /** 32 bytes in base64, as in `User`. */
  readonly accountKey?: string | undefined;
  readonly simpleKey?: string | undefined;
  /** 64 bytes in base64. */
  readonly simpleKeySignature?: string | undefined;
}

export interface StoredMachine {
  readonly user: User;
  readonly details: MachineDetails;
  /** ms */
  readonly createdAt: number;
}

/** Accounts of machines. They come into being as accounts do: by `UserStore.create`, with their details. */
export interface MachineStore {
  find(uid: Uuid): Promise<StoredMachine | undefined>;
  /** In the order of their uids. @param after the last one that is known */
  page(after: Uuid | undefined, limit: number): Promise<readonly StoredMachine[]>;
  /** @throws ParleyError `E_NOT_FOUND` for what is no machine */
  change(uid: Uuid, details: MachineDetails): Promise<void>;
}

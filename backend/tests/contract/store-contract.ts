import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stores } from '../../src/domain/stores.ts';
import { appendContract } from './append-contract.ts';
import { auditContract } from './audit/audit-contract.ts';
import { auditPageContract } from './audit/audit-page-contract.ts';
import { changeContract } from './change-contract.ts';
import { commandValueContract } from './machines/command-value-contract.ts';
import { append, group, message, someone } from './commands.ts';
import { hookContract } from './machines/hook-contract.ts';
import { invitationContract } from './invitation-contract.ts';
import { keyContract } from './key-contract.ts';
import { laterKindsContract } from './later-kinds-contract.ts';
import { machineContract } from './machines/machine-contract.ts';
import { markContract } from './mark-contract.ts';
import { membershipContract } from './membership-contract.ts';
import { reportContract } from './moderation/report-contract.ts';
import { pairingContract } from './pairing-contract.ts';
import { raceContract } from './race-contract.ts';
import { retryContract } from './retry-contract.ts';
import { roomContract } from './rooms/room-contract.ts';
import { generalContract } from './rooms/general-contract.ts';
import { roomActivityContract } from './rooms/room-activity-contract.ts';
import { roomDirectoryContract } from './rooms/room-directory-contract.ts';
import { roomErasingContract } from './rooms/room-erasing-contract.ts';
import { roomLockContract } from './rooms/room-lock-contract.ts';
import { roomNameContract } from './rooms/room-name-contract.ts';
import { roomOrderContract } from './rooms/room-order-contract.ts';
import { roomOrderRaceContract } from './rooms/room-order-race-contract.ts';
import { roomRaceContract } from './rooms/room-race-contract.ts';
import { sealedContract } from './sealed/sealed-contract.ts';
import { searchContract } from './search-contract.ts';
import { settingsContract } from './settings-contract.ts';
import { sessionContract } from './session-contract.ts';
import { userContract } from './user-contract.ts';
import { deletionContract } from './accounts/deletion-contract.ts';
import { firstAdminContract } from './accounts/first-admin-contract.ts';
import { standingContract } from './accounts/standing-contract.ts';
import { viewContract } from './view-contract.ts';
import { wholeLog } from './whole-log.ts';

/** One database. Tests share it, so each makes its own people and conversations. */
export interface StoreUnderTest {
  readonly stores: Stores;
  /** A second server over the same data, where the adapter allows one; else the first. */
  readonly other: Stores;
  end(): Promise<void>;
}

/** All that a store must do, whichever it is. Every adapter runs it whole. */
export function storeContract(name: string, start: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let subject: StoreUnderTest | undefined;
    const started = () => {
      if (subject === undefined) throw new Error('the store did not start');
      return subject;
    };
    const stores = () => started().stores;
    const other = () => started().other;

    beforeAll(async () => {
      subject = await start();
    }, 120_000);
    afterAll(async () => {
      await subject?.end();
    });

    appendContract(stores);
    retryContract(stores);
    raceContract(stores, other);
    membershipContract(stores);
    roomContract(stores, other);
    roomRaceContract(stores, other);
    roomLockContract(stores, other);
    roomNameContract(stores, other);
    roomDirectoryContract(stores, other);
    roomActivityContract(stores, other);
    generalContract(stores, other);
    roomErasingContract(stores, other);
    roomOrderContract(stores, other);
    roomOrderRaceContract(stores, other);
    markContract(stores);
    viewContract(stores);
    changeContract(stores);
    laterKindsContract(stores, other);
    sealedContract(stores, other);
    searchContract(stores, other);
    keyContract(stores, other);
    pairingContract(stores, other);
    userContract(stores);
    firstAdminContract(start);
    standingContract(stores, other);
    deletionContract(stores, other);
    machineContract(stores, other);
    invitationContract(stores);
    sessionContract(stores);
    commandValueContract(stores, other);
    hookContract(stores, other);
    settingsContract(stores, other);
    reportContract(stores, other);
    auditContract(stores);
    auditPageContract(stores);

    test('what one server stored, another reads', async () => {
      const owner = someone();
      const conversation = await group(stores(), owner);
      const { entry } = await append(stores(), message(conversation, owner));
      expect((await wholeLog(other(), conversation)).at(-1)).toEqual(entry);
      expect(await other().conversations.view(owner, conversation)).toMatchObject({ last: entry });
    });
  });
}

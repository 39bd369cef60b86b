import type { Stores } from '../../domain/stores.ts';
import { connect, connectPatiently } from './connection.ts';
import { modelsOf } from './models.ts';
import { MongoRoomDirectory } from './rooms/mongo-room-directory.ts';
import { MongoRoomLocks } from './rooms/mongo-room-locks.ts';
import { MongoRoomNames } from './rooms/mongo-room-names.ts';
import { MongoAuditStore } from './audit/mongo-audit-store.ts';
import { MongoHookStore } from './machines/mongo-hook-store.ts';
import { MongoReportStore } from './moderation/mongo-report-store.ts';
import { MongoCommandValues } from './machines/mongo-command-values.ts';
import { MongoChallengeStore } from './accounts/mongo-challenge-store.ts';
import { MongoConversationStore } from './conversations/mongo-conversation-store.ts';
import { MongoInvitationStore } from './accounts/mongo-invitation-store.ts';
import { MongoKeyStore } from './accounts/mongo-key-store.ts';
import { MongoMachineStore } from './accounts/mongo-machine-store.ts';
import { MongoPairingStore } from './accounts/mongo-pairing-store.ts';
import { MongoResetStore } from './accounts/mongo-reset-store.ts';
import { MongoSessionStore } from './accounts/mongo-session-store.ts';
import { MongoUserStore } from './accounts/mongo-user-store.ts';
import { MongoSettingsStore } from './mongo-settings-store.ts';
import { MongoSearchStore } from './search/mongo-search-store.ts';
import { prepare } from './prepare.ts';

export interface MongoOptions {
  /** With the database's name in its path. */
  readonly uri: string;
}

/**
 * Connects to a database, migrates it and checks its indexes. Several servers may share one.
 * @throws Error that names the problem: no connection, a newer schema, an index that is not unique
 */
export async function openMongoStores({ uri }: MongoOptions): Promise<Stores> {
  const epoch = await preparedEpoch(uri);
  const connection = await connect(uri);
  try {
    const models = modelsOf(connection);
    const sessions = new MongoSessionStore(models);
    return {
      conversations: new MongoConversationStore(models, epoch),
      search: new MongoSearchStore(models),
      rooms: new MongoRoomDirectory(models),
      roomLocks: new MongoRoomLocks(models),
      roomNames: new MongoRoomNames(models),
      users: new MongoUserStore(models),
      machines: new MongoMachineStore(models),
      sessions,
      challenges: new MongoChallengeStore(models),
      resets: new MongoResetStore(models),
      invitations: new MongoInvitationStore(models),
      keys: new MongoKeyStore(models, sessions),
      pairings: new MongoPairingStore(models),
      commandValues: new MongoCommandValues(models),
      hooks: new MongoHookStore(models),
      settings: new MongoSettingsStore(models),
      reports: new MongoReportStore(models),
      audit: new MongoAuditStore(models),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function preparedEpoch(uri: string): Promise<string> {
  const connection = await connectPatiently(uri);
  try {
    return await prepare(connection, modelsOf(connection));
  } finally {
    await connection.close();
  }
}

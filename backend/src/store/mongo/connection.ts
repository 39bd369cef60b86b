import mongoose, { type Connection } from 'mongoose';
import { failWhenEnded } from './ended-sockets.ts';

/**
 * Connects as all of Parley does: what is acknowledged is on the disks of a majority, and what is read cannot be
 * rolled back. Writes are not retried by the driver, because an append has its own way of finding out what became
 * of it.
 */
export async function connect(uri: string): Promise<Connection> {
  failWhenEnded(uri);
  const connection = mongoose.createConnection(uri, {
    w: 'majority',
    journal: true,
    wtimeoutMS: 4_000,
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryWrites: false,
    // Less than a client waits for its acknowledgement: it shall hear of trouble, not of nothing.
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    heartbeatFrequencyMS: 1_000,
    socketTimeoutMS: 4_000,
    bufferCommands: false,
    promoteBuffers: true,
    ignoreUndefined: true,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    if (!(error instanceof mongoose.Error.MongooseServerSelectionError)) throw error;
    // Its cause is a description of the servers, which is no error.
    throw new Error(`MongoDB does not answer: ${error.message}`);
  }
}

import mongoose, { type Connection } from 'mongoose';
import { failWhenEnded } from './ended-sockets.ts';

/**
 * Connects with Parley's guarantees: acknowledged writes are on the disks of a majority, and reads cannot be rolled back.
 * The driver does not retry writes: an append finds out by itself what became of it.
 */
export function connect(uri: string): Promise<Connection> {
  return connectWith(uri, 4_000);
}

/** One that waits as long as it takes: the indexes of ten million entries take minutes. */
export function connectPatiently(uri: string): Promise<Connection> {
  return connectWith(uri, 0);
}

/** @param longest that an answer takes, in ms; 0 for any time */
async function connectWith(uri: string, longest: number): Promise<Connection> {
  failWhenEnded(uri);
  const connection = mongoose.createConnection(uri, {
    w: 'majority',
    journal: true,
    wtimeoutMS: longest,
    readConcernLevel: 'majority',
    readPreference: 'primary',
    retryWrites: false,
    // Less than a client waits for its acknowledgement, so that it gets an error instead of no answer.
    serverSelectionTimeoutMS: 3_000,
    connectTimeoutMS: 3_000,
    heartbeatFrequencyMS: 1_000,
    socketTimeoutMS: longest,
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
    // The driver's cause is a description of the servers, not an error.
    throw new Error(`MongoDB does not answer: ${error.message}`);
  }
}

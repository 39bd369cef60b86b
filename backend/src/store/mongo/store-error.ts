import { mongo, MongooseError } from 'mongoose';
import { ParleyError } from '@parley/protocol';

const DUPLICATE_KEY = 11_000;
const OUT_OF_DISK_SPACE = 14_031;

export function isDuplicate(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === DUPLICATE_KEY;
}

/** Errors after which it is unknown whether the operation was done: network, topology, write concern. */
export function isAmbiguous(error: unknown): boolean {
  return (
    error instanceof mongo.MongoWriteConcernError ||
    error instanceof mongo.MongoNetworkError ||
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    (error instanceof mongo.MongoError && error.hasErrorLabel('RetryableWriteError')) ||
    (error instanceof MongooseError && /not connected|connection/i.test(error.message))
  );
}

/** Converts an error to the port's; the driver's error is its cause. */
function storeError(error: unknown): unknown {
  if (error instanceof mongo.MongoServerError && error.code === OUT_OF_DISK_SPACE)
    return new ParleyError('E_STORE_FULL', { cause: error });
  if (isAmbiguous(error)) return new ParleyError('E_STORE_BUSY', { cause: error });
  if (error instanceof mongo.MongoError || error instanceof MongooseError)
    return new ParleyError('E_INTERNAL', { cause: error });
  return error;
}

/** Runs an operation and converts its errors to the port's. */
export async function storing<T>(operation: () => Promise<T>): Promise<T> {
  try {
    return await operation();
  } catch (error) {
    throw storeError(error);
  }
}

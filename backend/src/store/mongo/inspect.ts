import { connect } from './connection.ts';
import { modelsOf } from './models.ts';
import { checkUnique } from './prepare.ts';

/**
 * Inspects a database without changing it.
 * @returns the number of entries, or undefined if no server has used it yet
 * @throws Error that names the problem: no connection, or a missing index
 */
export async function inspectMongo(uri: string): Promise<number | undefined> {
  const connection = await connect(uri);
  try {
    const models = modelsOf(connection);
    if ((await models.meta.findById('schema').lean()) === null) return undefined;
    for (const model of Object.values(models)) await checkUnique(model);
    return await models.entries.estimatedDocumentCount();
  } finally {
    await connection.close();
  }
}

import { connect } from './connection.ts';
import { modelsOf } from './models.ts';
import { checkUnique } from './prepare.ts';

/**
 * Looks at a database and changes nothing in it.
 * @returns the entries in it, or undefined where no server has used it yet
 * @throws Error that says what is wrong: no connection, or an index that is missing
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

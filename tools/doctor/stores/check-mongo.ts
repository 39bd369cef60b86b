import { inspectMongo } from '../../../backend/src/store/mongo/inspect.ts';
import { type Finding, fine, problem } from '../finding.ts';

/** Whether MongoDB answers, and has the indexes that keep messages from being doubled. It is only read. */
export async function checkMongo(uri: string): Promise<readonly Finding[]> {
  try {
    const entries = await inspectMongo(uri);
    return [
      fine(
        entries === undefined
          ? 'MongoDB answers. The first start creates its database.'
          : `MongoDB answers, with its indexes and ${entries} entries.`,
      ),
    ];
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    const remedy = cause.includes('index')
      ? "Restart the server: it creates its indexes, or says why it can't."
      : 'Start it, or correct MONGODB_URI: host, port, database, user and password.';
    return [problem(`MongoDB: ${cause}`, remedy)];
  }
}

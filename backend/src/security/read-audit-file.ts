import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';

const Line = z.object({ seq: z.int(), chain: z.string(), time: z.number() });
type Line = z.infer<typeof Line>;

/** Records that a log file holds, with that of before it was rotated, and how many of its lines are no records. */
export interface AuditFile {
  readonly records: readonly Line[];
  readonly unreadable: number;
}

/** Reads `FILE.1` and `FILE`, as far as they are there: a file was usually rotated not long ago. */
export async function readAuditFile(file: string): Promise<AuditFile> {
  const records: Line[] = [];
  let unreadable = 0;
  for (const each of [`${file}.1`, file].filter((name) => existsSync(name)))
    for await (const line of createInterface({ input: createReadStream(each), crlfDelay: Infinity })) {
      const record = recordIn(line);
      if (record !== undefined) records.push(record);
      else if (line !== '') unreadable++;
    }
  return { records, unreadable };
}

function recordIn(line: string): Line | undefined {
  try {
    return Line.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // A line that was cut off, by a full disk for example.
  }
}

import { createReadStream, existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';

const Line = z.object({ seq: z.int(), chain: z.string(), time: z.number() });
type Line = z.infer<typeof Line>;

/** The records in a log file and in its rotated predecessor, and the number of lines that are no records. */
export interface AuditFile {
  readonly records: readonly Line[];
  readonly unreadable: number;
}

/** Reads `FILE.1` and `FILE`, if they exist: the file may have been rotated recently. */
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

import { prefixErrors } from '../config/prefix-errors.ts';
import { transfer, type Progress } from '../domain/archive/transfer.ts';
import { verify } from '../domain/archive/verify.ts';
import type { Archive } from '../domain/archive/archive.ts';
import { openSource, openTarget } from './places.ts';

export interface MoveOptions {
  /** Checks the target before anything is written. */
  readonly check?: (target: Archive) => Promise<void>;
  /** Servers write into the source meanwhile, so that the copy is only compared with itself. */
  readonly live?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Copies all data from one place to another, shows the progress, and compares at the end.
 * @throws Error that names the problem or the difference
 */
export async function move(from: string, to: string, options: MoveOptions = {}): Promise<void> {
  const source = await prefixErrors(from, undefined, () => openSource(from));
  try {
    const target = await prefixErrors(to, undefined, () => openTarget(to));
    try {
      await copy(source, target, options);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

async function copy(source: Archive, target: Archive, { check, live, signal }: MoveOptions): Promise<void> {
  await check?.(target);
  await transfer(source, target, { report: progressPrinter(), signal });
  console.log('Copied. Comparing ...');
  const differences = await verify(live === true ? target : source, target, progressPrinter());
  if (differences.length > 0)
    throw new Error([...differences, "The copy is incomplete. Don't use it."].join('\n'));
}

/** Prints a line at most once a second for each kind, and always its first and last. */
function progressPrinter(): (progress: Progress) => void {
  let shown = { kind: '', at: 0 };
  return ({ kind, done, of }) => {
    const now = Date.now();
    if (kind === shown.kind && done < of && now < shown.at + 1_000) return;
    shown = { kind, at: now };
    console.log(`${kind}: ${done} of ${of}`);
  };
}

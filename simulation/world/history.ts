import type { Clock } from '@parley/client';
import type { Entry, Uuid } from '@parley/protocol';
import type { MarkSample, Sighting } from '../checker/facts.ts';

/** Records of a run: what the checker needs, and a trace for finding the cause of a failure. */
export class History {
  #acknowledged: Entry[] = [];
  #sightings: Sighting[] = [];
  #marks: MarkSample[] = [];
  readonly #bugs: string[] = [];
  readonly #alarms = new Set<string>();
  readonly #trace: string[] = [];
  readonly #clock: Clock;
  readonly #start: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#start = clock.now();
  }

  get acknowledged(): readonly Entry[] {
    return this.#acknowledged;
  }

  get sightings(): readonly Sighting[] {
    return this.#sightings;
  }

  get marks(): readonly MarkSample[] {
    return this.#marks;
  }

  /** Errors that no part of the system may ever raise. */
  get bugs(): readonly string[] {
    return this.#bugs;
  }

  get trace(): string {
    return this.#trace.join('\n');
  }

  note(who: string, what: string): void {
    const seconds = ((this.#clock.now() - this.#start) / 1_000).toFixed(3).padStart(8);
    this.#trace.push(`${seconds}  ${who.padEnd(10)} ${what}`);
  }

  bug(who: string, error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.note(who, what);
    this.#bugs.push(`${who}: ${what}`);
  }

  /** What people were told that is wrong with what a server shows. */
  get alarms(): readonly string[] {
    return [...this.#alarms];
  }

  alarm(who: string, what: string): void {
    if (this.#alarms.has(`${who}: ${what}`)) return;
    this.#alarms.add(`${who}: ${what}`);
    this.note(who, what);
  }

  wasAcknowledged(entry: Entry): void {
    this.#acknowledged.push(entry);
  }

  wasSeen(uid: Uuid, { conversation, seq }: Entry): void {
    this.#sightings.push({ uid, conversation, seq });
  }

  sawMark(sample: MarkSample): void {
    this.#marks.push(sample);
  }

  /** The database went back in time: what it promised and showed after that moment does not count any more. */
  restored(holds: (entry: Entry) => boolean): void {
    this.#acknowledged = this.#acknowledged.filter(holds);
    this.#sightings = [];
    this.#marks = [];
  }
}

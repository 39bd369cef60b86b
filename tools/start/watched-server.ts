import { setTimeout } from 'node:timers/promises';
import { watch, type FSWatcher } from 'chokidar';
import { Service } from './service.ts';

/** An editor or Git changes several files at once. */
const settlesMs = 100;
const watched = ['backend/src', 'protocol/src', 'environments'];
const words = [
  '--env-file-if-exists=environments/common.env',
  '--env-file-if-exists=environments/dev.env',
  'backend/src/main.ts',
];

interface Place {
  /** The root of the checkout. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** For `backend/src/main.ts`. */
  readonly args?: readonly string[];
}

/**
 * The server for development. It starts again when a file of its source changes, also after an error. Node.js's own
 * `--watch` loses sight of a file on Linux once an editor has put a new one in its place.
 */
export class WatchedServer {
  readonly #place: Place;
  readonly #files: FSWatcher;
  #server: Service;
  #restarts: Promise<void> = Promise.resolve();
  #isAsked = false;

  constructor(place: Place) {
    this.#place = place;
    this.#server = this.#start();
    this.#files = watch(watched, {
      cwd: place.cwd,
      ignoreInitial: true,
      ignored: (path) => path.endsWith('.test.ts'),
    });
    this.#files.on('all', () => this.#restart());
  }

  async stop(): Promise<void> {
    await this.#files.close();
    await this.#restarts;
    await this.#server.stop();
  }

  /** One at a time: two servers would want the same database. Whatever changes before it begins is part of it. */
  #restart(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#restarts = this.#restarts
      .then(() => setTimeout(settlesMs))
      .then(async () => {
        this.#isAsked = false;
        const before = this.#server;
        await before.stop();
        this.#server = this.#start();
      });
  }

  #start(): Service {
    const server = new Service('server', [...words, ...(this.#place.args ?? [])], {
      cwd: this.#place.cwd,
      env: { ...this.#place.env, NODE_ENV: 'development' },
      shows: 'everything',
    });
    void server.ended.then((how) => {
      if (!server.isStopping) console.error(`${how} It starts again when a file of its source changes.`);
    });
    return server;
  }
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { connect, type Connected } from '../../../client/src/terminal/connect.ts';
import { TerminalChat } from '../../../client/src/terminal/terminal-chat.ts';
import { ORIGIN, type TestBackend } from '../../testing/start-test-backend.ts';

/** Argon2id and post-quantum seals, on a machine that may be busy. */
const WAIT = { timeout: 20_000, interval: 20 };

/** A folder that ends with the test. */
export async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-terminal-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A terminal that seals, as somebody has it before them: what they type goes in, lines come out. */
export class Terminal {
  readonly lines: string[] = [];
  readonly #connected: Connected;
  readonly #chat: TerminalChat;
  #open = true;

  private constructor(connected: Connected) {
    this.#connected = connected;
    this.#chat = new TerminalChat(connected.client, (line) => this.lines.push(line));
    onTestFinished(() => this.close());
  }

  /**
   * Logs a demo user in.
   * @param data the folder of the terminal's copy
   */
  static async open({ httpUrl, wsUrl }: TestBackend, user: string, data: string): Promise<Terminal> {
    const at = { url: new URL(httpUrl), socketUrl: new URL(wsUrl), origin: ORIGIN };
    return new Terminal(await connect({ ...at, user, data, seals: true }, '1234'));
  }

  /** Types lines, each once the one before is done. */
  async type(...lines: readonly string[]): Promise<void> {
    for (const line of lines) await this.#chat.handle(line);
  }

  /** Resolves when a line was printed. */
  sees(line: string): Promise<void> {
    return vi.waitFor(() => {
      if (!this.lines.includes(line)) throw new Error(`${line} is not in\n${this.lines.join('\n')}`);
    }, WAIT);
  }

  /** Resolves when `/list` shows a row. */
  lists(row: string): Promise<void> {
    return vi.waitFor(() => {
      const before = this.lines.length;
      this.#chat.list();
      const listed = this.lines.splice(before);
      if (!listed.includes(row)) throw new Error(`${row} is not in\n${listed.join('\n')}`);
    }, WAIT);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    await this.#connected.disconnect();
  }
}

import { ParleyError } from '@parley/protocol';
import type { Command } from '../../src/domain/log/command.ts';
import type { Stores } from '../../src/domain/stores.ts';
import { append, message } from '../contract/commands.ts';

/** What a client does: sends the same command again for as long as it is told that the store is busy. */
export class PersistentWriter {
  readonly #stores: Stores;
  /** `seq` and id of each acknowledged message */
  readonly acknowledged: string[] = [];
  retries = 0;

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** Sends that many messages one after the other, and each fifth a second time. */
  async write(conversation: string, sender: string, count: number): Promise<void> {
    for (let i = 1; i <= count; i++) {
      const next = message(conversation, sender, `${i}`);
      await this.send(next);
      if (i % 5 === 0) await this.send(next);
    }
  }

  async send(command: Command): Promise<void> {
    for (;;)
      try {
        const { entry } = await append(this.#stores, command);
        this.acknowledged.push(`${entry.seq} ${entry.id}`);
        return;
      } catch (error) {
        if (!(error instanceof ParleyError) || error.code !== 'E_STORE_BUSY') throw error;
        this.retries += 1;
      }
  }
}

import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Logger } from '../../../logging/logger.ts';
import type { BusMessage } from '../bus-message.ts';
import type { Bus, BusListener } from '../bus.ts';
import { seal, unseal } from './envelope.ts';

/** Redis counts as unreachable after this long without a message, in ms. Each node sends once a second. */
const SILENCE = 5_000;
/** Between attempts to reconnect, in ms. */
const RETRY = 500;
/** Limit on messages waiting to be sent; more are dropped. Nodes recover from lost messages, but not from full memory. */
const MOST_PENDING = 5_000;

/**
 * Nodes hear each other on one channel of Redis, one for each database number of its address. Without Redis, a node
 * continues alone and reconnects by itself.
 */
export class RedisBus implements Bus {
  readonly #redis: Redis;
  readonly #logger: Logger;
  readonly #node = randomUUID();
  readonly #channel: string;
  readonly #listeners: BusListener[] = [];
  readonly #connectedListeners: (() => void)[] = [];
  #connected: boolean | undefined;
  #pending = 0;

  constructor(url: string, logger: Logger) {
    this.#logger = logger;
    // With RESP3 one connection both publishes and subscribes, so that both work or neither does.
    this.#redis = new Redis(url, {
      protocol: 3,
      connectTimeout: SILENCE,
      socketTimeout: SILENCE,
      retryStrategy: () => RETRY,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      autoResubscribe: false,
    });
    this.#channel = `parley:${this.#redis.options.db ?? 0}`;
    let trouble: Error | undefined;
    this.#redis.on('error', (error: Error) => (trouble = error));
    this.#redis.on('close', () => this.#lost(trouble));
    this.#redis.on('ready', () => void this.#subscribe());
    this.#redis.on('message', (_channel: string, text: string) => this.#heard(text));
  }

  send(message: BusMessage): void {
    if (this.#connected !== true || this.#pending >= MOST_PENDING) return;
    this.#pending++;
    const text = seal({ from: this.#node, message });
    this.#redis
      .publish(this.#channel, text)
      .catch((error: unknown) => this.#logger.debug({ err: error }, 'the other servers were not told'))
      .finally(() => this.#pending--);
  }

  listen(listener: BusListener): void {
    this.#listeners.push(listener);
  }

  onConnected(listener: () => void): void {
    this.#connectedListeners.push(listener);
  }

  async close(): Promise<void> {
    this.#redis.removeAllListeners();
    // An error event of a dying connection must not end the process.
    this.#redis.on('error', () => undefined);
    this.#connected = false;
    this.#redis.disconnect();
    await Promise.resolve();
  }

  async #subscribe(): Promise<void> {
    try {
      await this.#redis.subscribe(this.#channel);
    } catch (error) {
      this.#logger.debug({ err: error }, 'no subscription');
      this.#redis.disconnect(true);
      return;
    }
    this.#connected = true;
    this.#logger.info('Redis: the other servers can be heard');
    for (const listener of this.#connectedListeners) listener();
  }

  #lost(trouble: Error | undefined): void {
    if (this.#connected === false) return;
    this.#connected = false;
    this.#logger.warn(
      { err: trouble },
      'Redis is away: this server serves its own clients and goes on trying',
    );
  }

  #heard(text: string): void {
    try {
      const { from, message } = unseal(text);
      if (from === this.#node) return;
      for (const listener of this.#listeners) listener(message, from);
    } catch (error) {
      this.#logger.warn({ err: error }, 'Redis: a message that is none of ours');
    }
  }
}

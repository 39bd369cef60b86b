import { ParleyError } from '@parley/protocol';
import type { AuditEvent } from '../../domain/audit/audit-store.ts';
import { record } from '../../domain/audit/record.ts';
import type { Context } from '../../domain/context.ts';
import { addressKey } from '../addresses/address-key.ts';
import { windowLimit } from '../limits/window-limit.ts';

/** Records of one kind, from one address, per minute: enough to see what happens. */
const MOST = 10;

/**
 * Records events in the audit log that anyone can cause as often as they like. Beyond the limit they are left out: a
 * stranger must not be able to fill the disk.
 */
export class AuditNotes {
  readonly #context: Pick<Context, 'audit' | 'clock'>;
  readonly #failed: (error: unknown) => void;
  readonly #limit = windowLimit('audit', MOST, 60);

  constructor(context: Pick<Context, 'audit' | 'clock'>, failed: (error: unknown) => void) {
    this.#context = context;
    this.#failed = failed;
  }

  note(event: Omit<AuditEvent, 'time'> & { readonly address: string }): void {
    this.#note(event).catch(this.#failed);
  }

  async #note(event: Omit<AuditEvent, 'time'> & { readonly address: string }): Promise<void> {
    try {
      await this.#limit.take(`${event.kind} ${addressKey(event.address)}`);
    } catch (error) {
      if (error instanceof ParleyError) return;
      throw error;
    }
    await record(this.#context, event);
  }
}

import { inject, Service, type WritableSignal } from '@angular/core';
import { CodedError } from '@parley/protocol/core';
import type { Uuid } from '@parley/protocol';
import { type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ACTION_MESSAGES } from '../../../shared/later/action-messages.ts';
import { listOf } from '../../../shared/messages.ts';
import { OwnKeys } from '../../session/own-keys.ts';
import { Names } from '../names.ts';

/** Names the people whose accounts have no keys yet: the server only says that there are some. */
@Service()
export class Keyless {
  private readonly names = inject(Names);
  private readonly own = inject(OwnKeys);

  /**
   * Runs a command to a group.
   * @param failure shows why it failed
   * @param added whom it adds
   */
  async attempt(
    failure: WritableSignal<Problem | undefined>,
    command: () => Promise<unknown>,
    added: readonly Uuid[] = [],
  ): Promise<void> {
    failure.set(undefined);
    try {
      await command();
    } catch (error) {
      failure.set(await this.problem(error, added));
    }
  }

  /** Why people could not be added. @param uids who was to be added */
  async problem(error: unknown, uids: readonly Uuid[]): Promise<Problem> {
    const isIt = error instanceof CodedError && error.code === 'E_NO_KEYS';
    const keyless = isIt ? await this.among(uids) : [];
    if (keyless.length === 0) return problemOf(error);
    return {
      text: ACTION_MESSAGES.loginFirst(listOf(keyless.map((uid) => this.names.person(uid))), keyless.length),
    };
  }

  /** None where the server does not say now. */
  private async among(uids: readonly Uuid[]): Promise<readonly Uuid[]> {
    try {
      const { contacts } = await this.own.keys();
      await contacts.refresh(uids);
      return uids.filter((uid) => !contacts.contacts.get().has(uid));
    } catch {
      return [];
    }
  }
}

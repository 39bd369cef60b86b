import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { Chat } from '../../../../core/chat/chat.ts';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { OwnKeys } from '../../../../core/session/own-keys.ts';
import { Session } from '../../../../core/session/session.ts';
import { ACTION_MESSAGES, type KeysAtLogout } from '../../../../shared/later/action-messages.ts';

/** How long it waits for the outbox, in ms. */
const TIME_TO_SEND_MS = 3_000;

/** Ends the session and deletes its data from this browser. */
@Service()
export class Logout {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly own = inject(OwnKeys);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  async ask(): Promise<void> {
    const question = ACTION_MESSAGES.logOut(this.chat.unsent(), await this.fateOfKeys());
    if (await this.confirm.ask(question)) await this.run();
  }

  async run(): Promise<void> {
    const { chat } = this;
    const { client } = chat;
    await chat.finish();
    await client.settled(TIME_TO_SEND_MS);
    await this.session.logout();
    await client.destroy();
    await this.router.navigateByUrl('/login');
    chat.stop();
  }

  /** Trouble with the keys keeps nobody from logging out. */
  private async fateOfKeys(): Promise<KeysAtLogout> {
    try {
      const keys = await this.own.keys();
      if (await keys.staysAtLogout(this.chat.me().uid)) return 'stay';
      const { kind } = keys.state.get();
      if (kind === 'failed' || kind === 'noRoom') return 'uncertain';
      const isLastWay = kind === 'open' && keys.recovery.state().kind === 'none';
      return isLastWay ? 'lastWay' : 'deleted';
    } catch {
      return 'deleted';
    }
  }
}

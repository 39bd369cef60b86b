import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import { Chat } from '../../../../core/chat/chat.ts';
import { Confirm } from '../../../../core/overlays/confirm.ts';
import { Session } from '../../../../core/session/session.ts';
import { ACTION_MESSAGES } from '../../../../shared/later/action-messages.ts';

/** How long it waits for the outbox, in ms. */
const TIME_TO_SEND_MS = 3_000;

/** Ends the session and deletes its data from this browser. */
@Service()
export class Logout {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly router = inject(Router);
  private readonly session = inject(Session);

  async ask(): Promise<void> {
    if (await this.confirm.ask(ACTION_MESSAGES.logOut(this.chat.unsent()))) await this.run();
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
}

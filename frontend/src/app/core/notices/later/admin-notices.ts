import { effect, inject, Service, untracked } from '@angular/core';
import { Chat } from '../../chat/chat.ts';
import { Dialogs } from '../../overlays/dialogs.ts';
import { part } from '../../parts/parts.ts';
import { Session } from '../../session/session.ts';

/** Shows what the administrators tell the user, once the server has said that there is something. */
@Service()
export class AdminNotices {
  private readonly chat = inject(Chat);
  private readonly dialogs = inject(Dialogs);
  private readonly session = inject(Session);

  /** Call it in an injection context. */
  start(): void {
    effect(() => {
      const state = this.session.state();
      if (state.kind === 'active' && state.session.notices === true) untracked(() => void this.show());
    });
  }

  /** Without the server there is nothing to show; the next start tries again. */
  private async show(): Promise<void> {
    try {
      const notices = await (await this.chat.client.reports()).notices();
      const load = () => part(() => import('./notice-dialog.ts')).then(({ NoticeDialog }) => NoticeDialog);
      for (const notice of notices)
        await this.dialogs.show('From the administrators', load, { data: notice, keepsOpen: true });
    } catch {
      return;
    }
  }
}

import { inject, Service } from '@angular/core';
import { Router } from '@angular/router';
import type { Accounts } from '@parley/client';
import type { AccountInfo } from '@parley/protocol';
import { Chat } from '../../../core/chat/chat.ts';
import { Confirm } from '../../../core/overlays/confirm.ts';
import { Dialogs } from '../../../core/overlays/dialogs.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { part } from '../../../core/parts/parts.ts';
import { Session } from '../../../core/session/session.ts';
import type { MenuEntry } from '../../../shared/menu-entry.ts';
import { PEOPLE_MESSAGES } from './people-messages.ts';

/** What administrators do with an account. */
@Service()
export class AccountActions {
  private readonly chat = inject(Chat);
  private readonly confirm = inject(Confirm);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);

  /** @param changed asks for the list again */
  entries({ user, deletedAt }: AccountInfo, changed: () => void): readonly MenuEntry[] {
    const { uid, removed, admin, displayName: name } = user;
    if (deletedAt !== undefined) return [];
    if (user.kind !== undefined)
      return [
        {
          label: 'Manage machine',
          icon: 'devices',
          run: () => this.router.navigate(['/machines', uid]),
        },
      ];
    if (uid === this.chat.me().uid)
      return admin
        ? [{ label: 'Stop being administrator', icon: 'shield', run: () => this.stepDown(changed) }]
        : [];
    const remove: MenuEntry = {
      label: 'Remove account',
      icon: 'delete',
      danger: true,
      run: () => this.remove(uid, name, changed),
    };
    if (removed)
      return [{ label: 'Reactivate', icon: 'check', run: () => this.activate(uid, name, changed) }, remove];
    return [
      { label: 'Log out everywhere', icon: 'leave', run: () => this.logOut(uid, name, changed) },
      { label: 'Reset link', icon: 'key', run: () => this.resetLink(user) },
      {
        label: admin ? 'Make plain user' : 'Make administrator',
        icon: 'shield',
        run: () => this.setAdmin(uid, name, { admin: !admin, changed }),
      },
      { label: 'Deactivate', icon: 'block', danger: true, run: () => this.deactivate(uid, name, changed) },
      remove,
    ];
  }

  private async logOut(uid: string, name: string, changed: () => void): Promise<void> {
    if (!(await this.confirm.ask(PEOPLE_MESSAGES.logOut(name)))) return;
    await this.does((accounts) => accounts.logOut(uid), changed);
    await this.toasts.say(PEOPLE_MESSAGES.loggedOut(name));
  }

  private async resetLink({ uid, username, displayName }: AccountInfo['user']): Promise<void> {
    const link = await (await this.accounts()).resetLink(uid, username);
    const load = () =>
      part(() => import('./reset-link-dialog.ts')).then(({ ResetLinkDialog }) => ResetLinkDialog);
    await this.dialogs.show(PEOPLE_MESSAGES.resetTitle(displayName), load, {
      data: { name: displayName, link },
      keepsOpen: true,
    });
  }

  private async setAdmin(
    uid: string,
    name: string,
    { admin, changed }: { readonly admin: boolean; readonly changed: () => void },
  ): Promise<void> {
    await this.does((accounts) => accounts.setAdmin(uid, admin), changed);
    const said = admin ? PEOPLE_MESSAGES.madeAdmin(name) : PEOPLE_MESSAGES.unmadeAdmin(name);
    await this.toasts.offerUndo(said, () => this.does((accounts) => accounts.setAdmin(uid, !admin), changed));
  }

  /** The page is theirs no longer then. */
  private async stepDown(changed: () => void): Promise<void> {
    if (!(await this.confirm.ask(PEOPLE_MESSAGES.stepDown))) return;
    const { uid, username } = this.chat.me();
    await this.does((accounts) => accounts.setAdmin(uid, false), changed);
    await Promise.all([this.chat.client.people.search(username), this.session.restore()]);
  }

  private async deactivate(uid: string, name: string, changed: () => void): Promise<void> {
    await this.does((accounts) => accounts.deactivate(uid), changed);
    await this.toasts.offerUndo(PEOPLE_MESSAGES.deactivatedNow(name), () =>
      this.does((accounts) => accounts.reactivate(uid), changed),
    );
  }

  private async activate(uid: string, name: string, changed: () => void): Promise<void> {
    await this.does((accounts) => accounts.reactivate(uid), changed);
    await this.toasts.say(PEOPLE_MESSAGES.reactivated(name));
  }

  private async remove(uid: string, name: string, changed: () => void): Promise<void> {
    if (!(await this.confirm.ask(PEOPLE_MESSAGES.remove(name)))) return;
    await this.does((accounts) => accounts.remove(uid), changed);
    await this.toasts.say(PEOPLE_MESSAGES.removedNow(name));
  }

  /** Also what was refused may show that the list is old. */
  private async does(command: (accounts: Accounts) => Promise<void>, changed: () => void): Promise<void> {
    try {
      await command(await this.accounts());
    } finally {
      changed();
    }
  }

  private async accounts(): Promise<Accounts> {
    return (await this.session.client()).accounts();
  }
}

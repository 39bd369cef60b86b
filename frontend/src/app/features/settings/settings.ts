import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Chat } from '../../core/chat/chat.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { PageHeader } from '../../shared/later/page-header.ts';
import { Appearance } from './appearance.ts';
import { Devices } from './devices.ts';
import { Invitations } from './invitations/invitations.ts';
import { KeysSettings } from './keys/keys-settings.ts';
import { NotificationSettings } from './notification-settings.ts';
import { PasswordSettings } from './password-settings.ts';
import { ProfileSettings } from './profile-settings.ts';
import { RemoveAccount } from './remove-account.ts';
import { SECTIONS } from './sections.ts';

@Component({
  selector: 'parley-settings',
  imports: [
    Appearance,
    Devices,
    Invitations,
    KeysSettings,
    LaterIcon,
    PageHeader,
    NotificationSettings,
    PasswordSettings,
    ProfileSettings,
    RemoveAccount,
    RouterLink,
  ],
  template: `
    <parley-page-header heading="Settings" />
    <div class="page">
      <nav aria-label="Settings">
        @for (entry of sections; track entry.id) {
          <a
            class="button"
            [routerLink]="['/settings', entry.id]"
            [class.active]="entry === shown()"
            [attr.aria-current]="entry === shown() ? 'page' : null"
          >
            <parley-icon [name]="entry.icon" /> {{ entry.name }}
          </a>
        }
        @if (chat.me().admin) {
          <a class="button" routerLink="/machines"><parley-icon name="machine" /> Machines</a>
          <a class="button" routerLink="/admin"><parley-icon name="server" /> Administration</a>
        }
      </nav>
      <section [attr.aria-label]="shown().name">
        <h2>{{ shown().name }}</h2>
        @switch (shown().id) {
          @case ('notifications') {
            <parley-notification-settings />
          }
          @case ('profile') {
            <parley-profile-settings />
            <parley-remove-account />
          }
          @case ('devices') {
            <parley-devices />
          }
          @case ('keys') {
            <parley-keys-settings />
          }
          @case ('password') {
            <parley-password-settings />
          }
          @case ('invitations') {
            <parley-invitations />
          }
          @default {
            <parley-appearance />
          }
        }
      </section>
    </div>
  `,
  styleUrl: './settings.scss',
})
export class Settings {
  protected readonly chat = inject(Chat);
  readonly section = input('appearance');
  protected readonly sections = SECTIONS;
  protected readonly shown = computed(() => SECTIONS.find(({ id }) => id === this.section()) ?? SECTIONS[0]);
}

import { Component, computed, input } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Icon } from '../../shared/icon.ts';
import { Appearance } from './appearance.ts';
import { Devices } from './devices.ts';
import { Invitations } from './invitations.ts';
import { NotificationSettings } from './notification-settings.ts';
import { PasswordSettings } from './password-settings.ts';
import { ProfileSettings } from './profile-settings.ts';
import { SECTIONS } from './sections.ts';

@Component({
  selector: 'parley-settings',
  imports: [
    Appearance,
    Devices,
    Icon,
    Invitations,
    NotificationSettings,
    PasswordSettings,
    ProfileSettings,
    RouterLink,
    RouterLinkActive,
  ],
  template: `
    <header class="pane-header">
      <a class="button icon-button back" routerLink="/" aria-label="Back to conversations"
        ><parley-icon name="back"
      /></a>
      <h1>Settings</h1>
    </header>
    <div class="page">
      <nav aria-label="Settings">
        @for (entry of sections; track entry.id) {
          <a
            class="button"
            [routerLink]="['/settings', entry.id]"
            routerLinkActive="active"
            ariaCurrentWhenActive="page"
          >
            <parley-icon [name]="entry.icon" /> {{ entry.name }}
          </a>
        }
      </nav>
      <section [attr.aria-label]="name()">
        <h2>{{ name() }}</h2>
        @switch (section()) {
          @case ('notifications') {
            <parley-notification-settings />
          }
          @case ('profile') {
            <parley-profile-settings />
          }
          @case ('devices') {
            <parley-devices />
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
  readonly section = input('appearance');
  protected readonly sections = SECTIONS;
  protected readonly name = computed(
    () => SECTIONS.find(({ id }) => id === this.section())?.name ?? SECTIONS[0]?.name,
  );
}

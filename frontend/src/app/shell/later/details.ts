import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { ANNOUNCEMENTS } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { ConversationActions } from '../../features/chat/page/later/conversation-actions.ts';
import { ContactDetails } from '../../features/contacts/contact-details.ts';
import { GroupDetails } from '../../features/groups/group-details.ts';
import { RoomHooks } from '../../features/rooms/hooks/room-hooks.ts';
import { RoomDetails } from '../../features/rooms/room-details.ts';
import { Icon } from '../../shared/icon.ts';

/** Details of the open conversation: a person, or a group with its members. */
@Component({
  selector: 'parley-details',
  imports: [ContactDetails, ConversationActions, GroupDetails, Icon, RoomDetails, RoomHooks, RouterLink],
  host: { role: 'complementary', 'aria-label': 'Details' },
  template: `
    <header class="pane-header">
      <h2>Details</h2>
      <a
        class="button icon-button"
        [routerLink]="['/c', open.id()]"
        aria-label="Close details"
        title="Close (Esc)"
      >
        <parley-icon name="close" />
      </a>
    </header>
    @if (offline()) {
      <p class="offline small" role="note">
        You're offline. This may be out of date, and you can't change it now.
      </p>
    }
    <!-- Nothing of one conversation stays for the next. -->
    @for (current of [open.current()]; track current?.id) {
      @if (peer(); as peer) {
        <parley-contact-details [user]="peer"><parley-conversation-actions /></parley-contact-details>
      } @else if (current && isRoom()) {
        <parley-room-details [conversation]="current.id" [offline]="offline()"
          ><parley-conversation-actions
        /></parley-room-details>
      } @else if (current && peerId() === undefined) {
        <parley-group-details
          [conversation]="current.id"
          [state]="current.details()?.state"
          [offline]="offline()"
          ><parley-conversation-actions
        /></parley-group-details>
        @if (mayAnnounce() && !offline()) {
          <details (toggle)="showsHooks.set(!showsHooks())">
            <summary>Webhooks</summary>
            @if (showsHooks()) {
              <parley-room-hooks [room]="current.id" />
            }
          </details>
        }
      }
    }
  `,
  styleUrl: '../../shared/later/side-pane.scss',
  styles: `
    details {
      margin: 1rem;
    }
    .offline {
      padding: 0.5rem 1rem;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
    }
  `,
})
export class Details {
  private readonly chat = inject(Chat);
  protected readonly open = inject(OpenConversation);
  protected readonly offline = this.chat.offline;
  protected readonly isRoom = computed(() => this.chat.isRoom(this.open.id() ?? ''));
  /** Whether tools may be let in here by the user. In rooms that is a part of their details. */
  protected readonly mayAnnounce = computed(() => this.open.id() === ANNOUNCEMENTS && this.chat.me().admin);
  protected readonly showsHooks = signal(false);
  protected readonly peerId = computed(
    () => this.chat.row(this.open.id() ?? '')?.peer ?? this.open.current()?.peer(),
  );
  protected readonly peer = computed(() => this.chat.user(this.peerId() ?? ''));
}

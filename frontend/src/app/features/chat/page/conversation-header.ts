import { Component, computed, inject, viewChild, ViewContainerRef } from '@angular/core';
import { Chat } from '../../../core/chat/chat.ts';
import { Clock } from '../../../core/device/clock.ts';
import { currentPath } from '../../../core/device/current-path.ts';
import { Names } from '../../../core/chat/names.ts';
import { OpenConversation } from '../../../core/chat/open-conversation.ts';
import { Avatar } from '../../../shared/people/avatar.ts';
import { avatarKindOf } from '../../../shared/people/avatar-kind.ts';
import { lastSeenTime } from '../../../shared/dates.ts';
import { Icon } from '../../../shared/icon.ts';
import { Link } from '../../../shared/link.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { NameText } from '../../../shared/people/name-text.ts';
import { backgroundPart, injectPart, part } from '../../../core/parts/parts.ts';
import { showWhen } from '../../../core/parts/show-when.ts';

@Component({
  selector: 'parley-conversation-header',
  imports: [Avatar, Icon, Link, NameText],
  host: { class: 'pane-header' },
  template: `
    <a class="button icon-button back" parleyLink="/" aria-label="Back to conversations"
      ><parley-icon name="back"
    /></a>
    <parley-avatar
      [id]="peer()?.uid ?? open.id()!"
      [name]="name()"
      [sign]="row()?.look?.icon"
      [colour]="peer()?.colour ?? row()?.look?.colour"
      [kind]="kind()"
      [online]="online()"
    />
    <div class="text">
      <h1 [title]="name()"><parley-name [name]="name()" /></h1>
      @if (about(); as about) {
        <p class="muted small ellipsis">{{ about }}</p>
      }
    </div>
    <ng-container #lock />
    <a
      class="button icon-button"
      [parleyLink]="'/c/' + open.id() + '/search'"
      aria-label="Search messages"
      title="Search (Ctrl+F)"
      ><parley-icon name="search"
    /></a>
    <a class="button icon-button" [parleyLink]="details()" aria-label="Details" title="Details"
      ><parley-icon name="info"
    /></a>
    @if (row()) {
      <button
        #more
        type="button"
        class="icon-button"
        aria-haspopup="menu"
        aria-label="Conversation menu"
        title="More"
        (click)="menu(more)"
      >
        <parley-icon name="more" />
      </button>
    }
  `,
  styles: `
    .text {
      flex: 1;
      min-inline-size: 0;
    }
    p {
      min-block-size: 1.2rem;
      line-height: 1.2rem;
    }
    .back {
      margin-inline-start: -0.5rem;
    }
  `,
})
export class ConversationHeader {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly names = inject(Names);
  private readonly path = currentPath();
  private readonly conversationMenu = injectPart(() =>
    part(() => import('../list/later/conversation-menu.ts')).then(({ ConversationMenu }) => ConversationMenu),
  );
  protected readonly open = inject(OpenConversation);

  protected readonly row = computed(() => this.chat.row(this.open.id() ?? ''));
  private readonly state = computed(() => this.open.current()?.details()?.state);
  protected readonly direct = computed(() => (this.row()?.type ?? 'direct') === 'direct');
  protected readonly kind = computed(() => avatarKindOf(this.row() ?? { type: 'direct', isRoom: false }));
  private readonly peerId = computed(() => this.row()?.peer ?? this.open.current()?.peer());
  protected readonly peer = computed(() => this.chat.user(this.peerId() ?? ''));
  private readonly presence = computed(() => {
    const uid = this.peer()?.uid;
    return uid === undefined || uid === this.chat.me().uid ? undefined : this.chat.presence().get(uid);
  });
  protected readonly online = computed(() => this.presence()?.online);
  protected readonly name = computed(() => {
    const row = this.row();
    if (row !== undefined) return this.names.conversation(row);
    const peer = this.peerId();
    return peer === undefined ? (this.state()?.name ?? '') : this.names.direct(peer);
  });

  protected readonly about = computed(() => {
    if (this.row()?.type === 'announcement') return MESSAGES.newsForEveryone;
    if (this.peerId() === this.chat.me().uid) return MESSAGES.onlyForYou;
    if (!this.direct()) return this.ofMembers();
    // Beside the name there is no room for it on a phone.
    return [this.peer()?.kind === 'machine' && MESSAGES.machine, this.seen()].filter(Boolean).join(' · ');
  });

  private readonly seen = computed(() => {
    const { online, lastSeen } = this.presence() ?? {};
    if (online) return MESSAGES.online;
    return lastSeen === undefined ? '' : MESSAGES.lastSeen(lastSeenTime(lastSeen, this.clock.now()));
  });

  /** How many they are, and what a room is for. */
  private readonly ofMembers = computed(() => {
    const { memberCount = 0, look } = this.row() ?? {};
    return [memberCount && MESSAGES.members(memberCount), look?.topic].filter(Boolean).join(' · ');
  });

  protected readonly details = computed(() => {
    const page = `/c/${this.open.id() ?? ''}`;
    return this.path().endsWith('/details') ? page : `${page}/details`;
  });

  private readonly lock = viewChild('lock', { read: ViewContainerRef });

  constructor() {
    showWhen(
      () => this.chat.sealed().has(this.open.id() ?? ''),
      this.lock,
      async () => (await backgroundPart(() => import('../sealing/later/lock.ts'))).Lock,
    );
  }

  protected async menu(origin: HTMLElement): Promise<void> {
    const row = this.row();
    if (row !== undefined) await (await this.conversationMenu()).open(origin, row);
  }
}

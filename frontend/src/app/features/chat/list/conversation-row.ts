import { Component, computed, inject, input } from '@angular/core';
import type { ConversationRow as Row } from '@parley/client';
import { Chat } from '../../../core/chat/chat.ts';
import { Clock } from '../../../core/device/clock.ts';
import { Names } from '../../../core/chat/names.ts';
import { Avatar } from '../../../shared/people/avatar.ts';
import { avatarKindOf } from '../../../shared/people/avatar-kind.ts';
import { exactTime, listTime } from '../../../shared/dates.ts';
import { Icon } from '../../../shared/icon.ts';
import { Link } from '../../../shared/link.ts';
import { MESSAGES } from '../../../shared/messages.ts';
import { NameText } from '../../../shared/people/name-text.ts';
import { DeliveryMark } from '../../../shared/delivery-mark.ts';
import { rowPreview } from '../../../shared/message-text/row-preview.ts';

@Component({
  selector: 'parley-conversation-row',
  imports: [Avatar, DeliveryMark, Icon, Link, NameText],
  template: `
    <a
      [parleyLink]="'/c/' + row().id"
      [class.active]="open()"
      [attr.aria-current]="open() ? 'page' : null"
      [attr.tabindex]="focusable() ? 0 : -1"
      [class.unread]="unread()"
      [class.single]="!twoLines()"
    >
      <parley-avatar
        [id]="row().peer ?? row().id"
        [name]="name()"
        [sign]="row().look?.icon"
        [colour]="peer()?.colour ?? row().look?.colour"
        [kind]="kind()"
        [online]="online()"
      />
      <span class="line">
        <parley-name class="name" [title]="name()" [name]="name()" [machine]="peer()?.kind === 'machine'" />
        @if (online()) {
          <span class="visually-hidden">{{ messages.online }}</span>
        }
        <!-- 0 where nothing has happened that this user may see. -->
        @if (row().time > 0) {
          <time [title]="exact()">{{ time() }}</time>
        }
      </span>
      @if (twoLines()) {
        <span class="line">
          @if (ownStatus(); as status) {
            <parley-delivery-mark [status]="status" />
          }
          @if (preview().lead; as lead) {
            <span class="lead" [class.draft]="row().draft"
              ><span class="ellipsis">{{ lead }}</span
              >:&ngsp;</span
            >
          }
          <span class="preview ellipsis" [class.draft]="row().draft">{{ preview().text }}</span>
          <span class="marks">
            @if (row().preferences.muted) {
              <parley-icon name="bellOff" /><span class="visually-hidden">Muted</span>
            }
            @if (row().mentions > 0) {
              <span class="badge" aria-hidden="true">&#64;</span>
              <span class="visually-hidden">{{ messages.mentions(row().mentions) }}</span>
            }
            @if (row().unread > 0) {
              <span class="badge" [class.quiet-badge]="row().preferences.muted" aria-hidden="true">{{
                count()
              }}</span>
              <span class="visually-hidden">{{ messages.unread(row().unread) }}</span>
            } @else if (row().preferences.unread) {
              <span class="badge dot"><span class="visually-hidden">Marked unread</span></span>
            }
          </span>
        </span>
      }
    </a>
  `,
  styleUrl: './conversation-row.scss',
})
export class ConversationRow {
  private readonly chat = inject(Chat);
  private readonly clock = inject(Clock);
  private readonly names = inject(Names);

  readonly row = input.required<Row>();
  readonly open = input(false);
  /** One of the rows can be reached by Tab; the arrow keys lead to the others. */
  readonly focusable = input(false);

  protected readonly messages = MESSAGES;
  protected readonly name = computed(() => this.names.conversation(this.row()));
  protected readonly kind = computed(() => avatarKindOf(this.row()));
  protected readonly peer = computed(() => this.chat.user(this.row().peer ?? ''));
  protected readonly online = computed(() => {
    const { peer } = this.row();
    return peer === undefined || peer === this.chat.me().uid
      ? undefined
      : this.chat.presence().get(peer)?.online;
  });
  protected readonly time = computed(() => listTime(this.row().time, this.clock.now()));
  protected readonly exact = computed(() => exactTime(this.row().time));
  protected readonly preview = computed(() => rowPreview(this.row(), (uid) => this.names.subject(uid)));
  protected readonly ownStatus = computed(() => {
    const { last, draft } = this.row();
    return last?.own === true && draft === undefined && !last.deleted ? last.status : undefined;
  });
  /** A name alone is centred instead of standing above an empty line. */
  protected readonly twoLines = computed(
    () =>
      this.preview().text !== '' || this.unread() || this.row().preferences.muted || this.row().mentions > 0,
  );
  protected readonly unread = computed(() => this.row().unread > 0 || this.row().preferences.unread);
  protected readonly count = computed(() => (this.row().unread > 99 ? '99+' : String(this.row().unread)));
}

import { Component, computed, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ListedRoom } from '@parley/protocol';
import { Clock } from '../../core/device/clock.ts';
import { lastSeenTime } from '../../shared/dates.ts';
import { LaterIcon } from '../../shared/later/later-icon.ts';
import { Avatar } from '../../shared/people/avatar.ts';
import { ROOM_MESSAGES } from './room-messages.ts';

/** A room in the directory, with a button that joins it or a link that opens it. */
@Component({
  selector: 'parley-room-line',
  imports: [Avatar, LaterIcon, RouterLink],
  template: `
    <parley-avatar
      kind="room"
      [id]="room().conversation"
      [name]="room().name"
      [sign]="room().icon"
      [colour]="room().colour"
    />
    <span class="text">
      <span class="name">
        <span class="ellipsis" [title]="room().name">{{ room().name }}</span>
        @if (room().locked) {
          <parley-icon name="lock" /><span class="visually-hidden">, locked</span>
        }
      </span>
      @if (room().topic; as topic) {
        <span class="ellipsis" [title]="topic">{{ topic }}</span>
      }
      <span class="ellipsis muted small">{{ about() }}</span>
    </span>
    @if (joined()) {
      <a
        class="button quiet"
        [routerLink]="['/c', room().conversation]"
        [attr.aria-label]="'Open ' + room().name"
      >
        Open
      </a>
    } @else {
      <button
        type="button"
        class="outlined"
        [attr.aria-label]="'Join ' + room().name"
        [attr.aria-disabled]="joining()"
        (click)="join.emit()"
      >
        {{ joining() ? 'Joining …' : 'Join' }}
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 0.75rem;
      min-block-size: 64px;
      padding-block: 0.5rem;
    }
    .text {
      flex: 1;
      display: grid;
      min-inline-size: 0;
      line-height: 1.35;
    }
    .name {
      display: flex;
      align-items: center;
      gap: 0.375rem;
      min-inline-size: 0;
      font-weight: 500;
    }
    .name parley-icon {
      --size: 1rem;
      flex: none;
      color: var(--mat-sys-on-surface-variant);
    }
    .button,
    button {
      flex: none;
      min-inline-size: 5rem;
    }
  `,
})
export class RoomLine {
  private readonly clock = inject(Clock);

  readonly room = input.required<ListedRoom>();
  readonly joined = input.required<boolean>();
  readonly joining = input(false);
  readonly join = output();

  protected readonly about = computed(() => {
    const { memberCount, active } = this.room();
    return ROOM_MESSAGES.about(
      memberCount,
      active === undefined ? '' : lastSeenTime(active, this.clock.now()),
    );
  });
}

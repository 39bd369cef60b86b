import type { Uuid } from '@parley/protocol';
import { Component, computed, input } from '@angular/core';
import { hueOf } from './hue.ts';
import { Icon } from '../icon.ts';
import type { AvatarKind } from './avatar-kind.ts';
import { firstLetter, initials } from './initials.ts';

/** Initials on a hue. Decorative: the name always stands beside it. Presence differs in shape, not in colour alone. */
@Component({
  selector: 'parley-avatar',
  imports: [Icon],
  host: { 'aria-hidden': 'true', '[style.--hue]': 'hue()', '[class]': 'size()' },
  template: `
    <span class="disc" [class.emblem]="sign()">
      @if (icon(); as icon) {
        <parley-icon [name]="icon" />
      } @else {
        {{ letters() }}
      }
    </span>
    @if (online() !== undefined) {
      <span class="presence" [class.online]="online()"></span>
    }
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      flex: none;
      inline-size: var(--size, 40px);
      block-size: var(--size, 40px);
    }
    :host(.small) {
      --size: 32px;
    }
    :host(.large) {
      --size: 84px;
    }
    .disc {
      display: grid;
      place-items: center;
      inline-size: 100%;
      block-size: 100%;
      border-radius: 50%;
      /* Lightness 0.5 keeps white letters above 4.5 : 1 on every hue. */
      background: light-dark(oklch(0.5 0.11 var(--hue)), oklch(0.45 0.09 var(--hue)));
      color: #fff;
      font-size: calc(var(--size, 40px) * 0.38);
      font-weight: 600;
      line-height: 1;
      user-select: none;
    }
    .disc parley-icon {
      inline-size: 55%;
      block-size: 55%;
    }
    .emblem {
      font-size: calc(var(--size, 40px) * 0.5);
    }
    .presence {
      position: absolute;
      inset-block-end: -1px;
      inset-inline-end: -1px;
      inline-size: 13px;
      block-size: 13px;
      border: 2.5px solid var(--behind, var(--mat-sys-surface));
      border-radius: 50%;
      background: var(--behind, var(--mat-sys-surface));
      box-shadow: inset 0 0 0 2px var(--mat-sys-outline);
    }
    .online {
      background: var(--online);
      box-shadow: none;
    }
  `,
})
export class Avatar {
  readonly id = input.required<Uuid>();
  readonly name = input.required<string>();
  readonly colour = input<number>();
  readonly kind = input<AvatarKind>('person');
  /** Stands in place of the icon: one sign of what a room chose. */
  readonly sign = input<string>();
  readonly size = input<'small' | 'medium' | 'large'>('medium');
  /** Left out if the presence is unknown or does not apply. */
  readonly online = input<boolean>();

  protected readonly hue = computed(() => hueOf(this.id(), this.colour()));
  protected readonly icon = computed(() => {
    const kind = this.kind();
    return kind === 'person' || this.sign() ? undefined : kind;
  });
  protected readonly letters = computed(() => firstLetter(this.sign()) || initials(this.name()));
}

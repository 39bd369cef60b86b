import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LeftOut, SealingAlarm } from '@parley/client';
import { directConversation } from '@parley/client/direct';
import { currentMembers, type Uuid } from '@parley/protocol';
import { Chat } from '../../../../core/chat/chat.ts';
import { Composing } from '../../../../core/chat/composing.ts';
import { Names } from '../../../../core/chat/names.ts';
import { OpenConversation } from '../../../../core/chat/open-conversation.ts';
import { CONTACT_KEY_MESSAGES } from '../../../../shared/later/contact-key-messages.ts';
import { Icon } from '../../../../shared/icon.ts';
import { listOf } from '../../../../shared/messages.ts';
import { LEFT_OUT_SENTENCES } from '../../../../shared/later/left-out-words.ts';
import { alarmWords, type ToldAlarm } from './alarm-words.ts';
import { KeyTrust } from './key-trust.ts';
import { LostChanges } from './lost-changes.ts';

/** What the members of a sealed conversation should hear of: alarms, new keys to accept, and who is left out. */
@Component({
  selector: 'parley-sealing-lines',
  imports: [Icon, LostChanges, RouterLink],
  templateUrl: './sealing-lines.html',
  styleUrl: './sealing-lines.scss',
})
export class SealingLines {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly open = inject(OpenConversation);
  protected readonly composing = inject(Composing);
  protected readonly trust = inject(KeyTrust);

  protected readonly messages = CONTACT_KEY_MESSAGES;
  private readonly sealed = computed(() => this.chat.sealed().get(this.open.id() ?? ''));
  private readonly alarms = computed(() => this.sealed()?.alarms ?? []);
  private readonly isOpen = computed(() => this.sealed()?.protection === 'open');
  /** A conversation with a machine that can do no more. */
  protected readonly isSimple = computed(() => this.sealed()?.protection === 'simple');
  private readonly leftOut = computed(() => this.sealed()?.leftOut ?? []);

  /** The newest first. Who is left out has lines of their own, which end when they are not any more. */
  private readonly tellable = computed(() => this.alarms().filter(isTold).reverse());
  protected readonly told = computed(() =>
    this.tellable().map((alarm) => alarmWords(alarm, this.chat.me().uid, (uid) => this.names.person(uid))),
  );
  protected readonly lost = computed(() =>
    this.alarms().flatMap((alarm) => (alarm.kind === 'lostChange' ? alarm : [])),
  );

  protected readonly gated = computed(() =>
    this.leftOut()
      .filter(({ why }) => why === 'identityReset')
      .map(({ user }) => this.named(user)),
  );
  /** One line for each reason, however many people it is about. The details say it of each of them. */
  protected readonly unreached = computed(() =>
    this.isOpen()
      ? []
      : [...Map.groupBy(this.leftOut(), ({ why }) => why)].flatMap(([why, out]) => this.sentenceOf(why, out)),
  );
  protected readonly doubtful = computed(() =>
    this.people().flatMap((uid) => {
      const alarm = this.trust.alarmed().get(uid);
      return alarm === undefined ? [] : [{ ...this.named(uid), text: CONTACT_KEY_MESSAGES.alarm[alarm] }];
    }),
  );

  /** Somebody without keys, to whom the user has not chosen to write openly. */
  protected readonly keyless = computed(() => {
    const peer = this.open.current()?.peer();
    const lacksKeys = peer !== this.chat.me().uid && this.leftOut().some(({ user }) => user === peer);
    if (peer === undefined || !this.isOpen() || this.composing.openly() || !lacksKeys) return undefined;
    // They do have keys: the server shows them otherwise than they were.
    if (this.trust.alarmed().has(peer)) return undefined;
    return { name: this.names.person(peer), isMachine: this.chat.user(peer)?.kind === 'machine' };
  });

  private people(): readonly Uuid[] {
    const opened = this.open.current();
    const state = opened?.details()?.state;
    const peer = opened?.peer();
    return state === undefined ? (peer === undefined ? [] : [peer]) : currentMembers(state);
  }

  /** They stay away; the next one shows again. */
  protected hide(): void {
    const id = this.open.id();
    if (id !== undefined) this.chat.client.alarmsSeen(id, this.tellable());
  }

  private named(uid: Uuid) {
    return {
      uid,
      name: this.names.person(uid),
      details: ['/c', directConversation(this.chat.client, uid), 'details'],
    };
  }

  private sentenceOf(why: LeftOut['why'], out: readonly LeftOut[]): readonly string[] {
    if (why === 'accountRemoved' || why === 'identityReset') return [];
    return [LEFT_OUT_SENTENCES[why](listOf(out.map(({ user }) => this.names.person(user))))];
  }
}

function isTold(alarm: SealingAlarm): alarm is ToldAlarm {
  return alarm.kind !== 'leftOut' && alarm.kind !== 'lostChange';
}

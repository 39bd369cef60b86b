import { afterNextRender, Component, computed, inject, Injector, signal, viewChild } from '@angular/core';
import { FormRoot } from '@angular/forms/signals';
import type { ServerSettingsClient } from '@parley/client';
import type { SettingName } from '@parley/protocol';
import { SETTING_VARIABLES, type NumberSetting } from '@parley/protocol/core';
import { retryOnline } from '../../../core/chat/retry-online.ts';
import { Session } from '../../../core/session/session.ts';
import { Toasts } from '../../../core/overlays/toasts.ts';
import { Choice } from '../../../shared/forms/choice.ts';
import { isRefusal, type Problem, problemOf } from '../../../shared/forms/problem.ts';
import { ProblemNote } from '../../../shared/forms/problem-note.ts';
import { TextArea } from '../../../shared/forms/text-area.ts';
import { TextField } from '../../../shared/forms/text-field.ts';
import { ListSkeleton } from '../../../shared/list-skeleton.ts';
import { IconChoice } from './icon-choice.ts';
import { NumberSetting as NumberSettingField } from './number-setting.ts';
import {
  changedIn,
  changesOf,
  draftOf,
  merge,
  type ChosenIcon,
  type Draft,
  type HeldSettings,
} from './server-draft.ts';
import { serverForm } from './server-form.ts';
import { LIMIT_TEXTS, SERVER_MESSAGES } from './server-messages.ts';
import { SettingConflicts, type Conflict } from './setting-conflicts.ts';

const EMPTY: Draft = {
  ...{ name: '', welcome: '', registration: 'invite', roomCreation: 'everyone', messagesPerSecond: '' },
  ...{ messageBurst: '', requestsPerMinute: '', registrationsPerHour: '', groupsPerHour: '' },
  ...{ additionsPerHour: '', connectionsPerSecond: '' },
};

/** What has to be chosen after somebody else has saved: each setting that both have set, as it was meant here. */
interface Clash {
  readonly mine: Draft;
  readonly both: readonly SettingName[];
  /** Both have chosen an icon: theirs is shown. */
  readonly isOtherIcon: boolean;
}

/** Settings of the server that need no restart. */
@Component({
  selector: 'parley-server-page',
  imports: [
    Choice,
    FormRoot,
    IconChoice,
    ListSkeleton,
    NumberSettingField,
    ProblemNote,
    SettingConflicts,
    TextArea,
    TextField,
  ],
  templateUrl: './server-page.html',
  styleUrl: './server-page.scss',
})
export class ServerPage {
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  protected readonly messages = SERVER_MESSAGES;
  protected readonly limits = (Object.keys(LIMIT_TEXTS) as NumberSetting[]).map((name) => ({
    name,
    ...LIMIT_TEXTS[name],
  }));

  protected readonly held = signal<HeldSettings | undefined>(undefined);
  protected readonly draft = signal<Draft>(EMPTY);
  protected readonly icon = signal<ChosenIcon | null | undefined>(undefined);
  protected readonly failure = signal<Problem | undefined>(undefined);
  private readonly injector = inject(Injector);
  private readonly conflict = viewChild(SettingConflicts);
  private readonly clash = signal<Clash | undefined>(undefined);
  protected readonly form = serverForm(this.draft, this.held, () => this.save());

  protected readonly conflictText = computed(() => {
    const clash = this.clash();
    if (clash === undefined) return undefined;
    const text = clash.both.length === 0 ? SERVER_MESSAGES.merged : SERVER_MESSAGES.conflict;
    return clash.isOtherIcon ? `${text} ${SERVER_MESSAGES.otherIcon}` : text;
  });
  protected readonly conflicts = computed<readonly Conflict[]>(() => {
    const [clash, held, draft] = [this.clash(), this.held(), this.draft()];
    if (clash === undefined || held === undefined) return [];
    const theirs = draftOf(held.settings);
    return clash.both.map((id) => ({
      id,
      label: labelOf(id),
      mine: shown(clash.mine[id]),
      theirs: shown(theirs[id]),
      isMine: draft[id] === clash.mine[id],
    }));
  });

  constructor() {
    void this.load();
    retryOnline(
      () => this.failure() !== undefined && this.held() === undefined,
      () => this.load(),
    );
  }

  protected async load(): Promise<void> {
    this.failure.set(undefined);
    try {
      this.show(await (await this.settings()).read());
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }

  /** Why a setting cannot be changed here; undefined if it can. */
  protected fixedBy(name: keyof typeof SETTING_VARIABLES): string | undefined {
    const isFixed = this.held()?.fixed.includes(name) === true;
    return isFixed ? SERVER_MESSAGES.fixed(SETTING_VARIABLES[name]) : undefined;
  }

  protected set(name: SettingName, value: string): void {
    this.draft.update((draft) => ({ ...draft, [name]: value }));
  }

  protected choose({ id, isMine }: { readonly id: string; readonly isMine: boolean }): void {
    const [clash, held] = [this.clash(), this.held()];
    const name = clash?.both.find((both) => both === id);
    if (clash === undefined || held === undefined || name === undefined) return;
    this.set(name, isMine ? clash.mine[name] : draftOf(held.settings)[name]);
  }

  private async settings(): Promise<ServerSettingsClient> {
    return (await this.session.client()).serverSettings();
  }

  private show(held: HeldSettings): void {
    this.held.set(held);
    this.draft.set(draftOf(held.settings));
    this.icon.set(undefined);
    this.clash.set(undefined);
  }

  private async save(): Promise<void> {
    const [held, icon, draft] = [this.held(), this.icon(), this.draft()];
    if (held === undefined) return;
    this.failure.set(undefined);
    if (changedIn(draft, held.settings).length === 0 && icon === undefined) {
      this.clash.set(undefined);
      await this.toasts.say(SERVER_MESSAGES.nothingToSave);
      return;
    }
    try {
      const settings = await this.settings();
      const changes = changesOf(draft, held.settings);
      const chosen = icon === undefined ? {} : { icon: icon?.base64 ?? null };
      this.show(await settings.change({ version: held.version, changes, ...chosen }));
      await this.toasts.say(SERVER_MESSAGES.saved);
    } catch (error) {
      if (isRefusal(error) && error.code === 'E_CONFLICT') await this.meet(held);
      else this.failure.set(problemOf(error));
    }
  }

  /** Somebody else was faster: what they have set is shown beside what was meant here. */
  private async meet(seen: HeldSettings): Promise<void> {
    try {
      const theirs = await (await this.settings()).read();
      const mine = this.draft();
      const { draft, both } = merge(mine, seen.settings, theirs.settings);
      this.held.set(theirs);
      this.draft.set(draft);
      const isOtherIcon = this.icon() !== undefined && theirs.icon !== seen.icon;
      if (isOtherIcon) this.icon.set(undefined);
      this.clash.set({ mine, both, isOtherIcon });
      // It stands above the form, and the button is beneath it.
      afterNextRender(() => this.conflict()?.focus(), { injector: this.injector });
    } catch (error) {
      this.failure.set(problemOf(error));
    }
  }
}

function labelOf(name: SettingName): string {
  switch (name) {
    case 'name':
      return 'Name';
    case 'welcome':
      return 'Welcome';
    case 'registration':
      return 'Who may register';
    case 'roomCreation':
      return 'Who may create rooms';
    default:
      return LIMIT_TEXTS[name].label;
  }
}

/** A word of a choice as it reads there. */
function shown(value: string): string {
  const options: readonly { value: string; label: string }[] = [
    ...SERVER_MESSAGES.registration,
    ...SERVER_MESSAGES.roomCreation,
  ];
  return options.find((option) => option.value === value)?.label ?? (value === '' ? '—' : value);
}

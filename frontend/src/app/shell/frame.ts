import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  inject,
  Injector,
  runInInjectionContext,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Chat } from '../core/chat/chat.ts';
import { currentPath } from '../core/device/current-path.ts';
import { Dialogs } from '../core/overlays/dialogs.ts';
import { Offers } from '../core/overlays/offers.ts';
import { Shortcuts } from '../core/overlays/shortcuts.ts';
import { showWhen } from '../core/parts/show-when.ts';
import { MESSAGES } from '../shared/messages.ts';
import { ConversationPane } from '../features/chat/list/conversation-pane.ts';
import { OfflineLine } from './offline-line.ts';
import { part, backgroundPart } from '../core/parts/parts.ts';

const AFTER_THE_PAGE_MS = 1_500;

/** The panes: the conversations beside the open one; in a narrow window, one at a time. */
@Component({
  selector: 'parley-frame',
  imports: [ConversationPane, OfflineLine, RouterOutlet],
  host: { '[class.list-only]': 'listOnly()' },
  template: `
    <div class="lines">
      <parley-offline-line />
      <ng-container #note />
      <ng-container #offer />
    </div>
    <parley-conversation-pane />
    <main id="main" tabindex="-1"><router-outlet /></main>
  `,
  styleUrl: './frame.scss',
})
export class Frame {
  private readonly router = inject(Router);
  private readonly dialogs = inject(Dialogs);
  private readonly injector = inject(Injector);
  private readonly owner = inject(DestroyRef);
  private readonly path = currentPath();
  private readonly offers = inject(Offers);
  private readonly note = viewChild('note', { read: ViewContainerRef });
  private readonly offer = viewChild('offer', { read: ViewContainerRef });
  protected readonly listOnly = computed(() => this.path() === '/');

  constructor() {
    // The finder is loaded in advance: keys typed right after Ctrl+K belong to it.
    afterNextRender(() => {
      void this.startBackground();
      setTimeout(
        () =>
          void Promise.all([
            backgroundPart(() => import('../features/chat/finder/later/finder.ts')),
            backgroundPart(() => import('@angular/cdk/dialog')),
          ]),
        AFTER_THE_PAGE_MS,
      );
    });
    const { problem } = inject(Chat);
    showWhen(
      () => problem() !== undefined,
      this.note,
      async () => (await backgroundPart(() => import('./later/storage-note.ts'))).StorageNote,
    );
    showWhen(
      () => this.offers.current() !== undefined,
      this.offer,
      async () => (await backgroundPart(() => import('./later/offer-line.ts'))).OfferLine,
    );
    inject(Shortcuts).add(
      [
        { key: 'k', held: 'command', run: () => this.find() },
        { key: '?', run: () => this.help() },
        { key: 'Escape', run: () => this.back() },
      ],
      this.owner,
    );
  }

  private async startBackground(): Promise<void> {
    const [{ startBackgroundWork }, { PendingDeletions }] = await Promise.all([
      backgroundPart(() => import('../core/parts/later/background-work.ts')),
      backgroundPart(() => import('../features/chat/timeline/message/later/pending-deletions.ts')),
      // When the browser deletes what is stored, this may be out of reach.
      backgroundPart(() => import('./later/storage-note.ts')),
    ]);
    if (this.owner.destroyed) return;
    runInInjectionContext(this.injector, startBackgroundWork);
    this.injector.get(PendingDeletions).resume();
  }

  private find(): Promise<unknown> {
    return this.dialogs.show(
      MESSAGES.find,
      () => part(() => import('../features/chat/finder/later/finder.ts')).then(({ Finder }) => Finder),
      {
        place: 'top',
      },
    );
  }

  private help(): Promise<unknown> {
    return this.dialogs.show(MESSAGES.keyboard, () =>
      part(() => import('../features/settings/shortcut-help.ts')).then(({ ShortcutHelp }) => ShortcutHelp),
    );
  }

  /** Esc closes the details or the search first, then the open conversation. */
  private back(): void {
    const path = this.path();
    const below = path.replace(/\/(details|search)$/, '');
    void this.router.navigateByUrl(below === path ? '/' : below);
  }
}

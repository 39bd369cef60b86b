import {
  afterNextRender,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { MessageItem } from '@parley/client';
import { LIMITS } from '@parley/protocol/core';
import { Chat } from '../../core/chat/chat.ts';
import { Names } from '../../core/chat/names.ts';
import { PersonFilter } from '../../core/chat/later/person-filter.ts';
import { OpenConversation } from '../../core/chat/open-conversation.ts';
import { Reader } from '../../core/chat/reader.ts';
import { textInAddress } from '../../core/device/later/text-in-address.ts';
import { valuesInAddress } from '../../core/device/later/values-in-address.ts';
import { Icon } from '../../shared/icon.ts';
import { PagedList } from '../../shared/later/paged-list.ts';
import { longDate } from '../../shared/later/long-date.ts';
import { filterOf } from './filter-of.ts';
import { FoundMessage } from './found-message.ts';
import { hasLetters, MessageSearch } from './message-search.ts';
import { SEARCH_MESSAGES } from './search-messages.ts';

/** From here on the search stands beside the conversation: what is found is shown there. */
const BESIDE = '(width >= 1100px)';

/** The messages of the open conversation, by words and filters, which stand in the address. */
@Component({
  selector: 'parley-search',
  imports: [FoundMessage, Icon, PagedList, PersonFilter, RouterLink],
  providers: [MessageSearch],
  host: { role: 'complementary', 'aria-label': 'Search' },
  templateUrl: './search.html',
  styleUrls: ['../../shared/later/side-pane.scss', './search.scss'],
})
export class Search {
  private readonly chat = inject(Chat);
  private readonly names = inject(Names);
  private readonly reader = inject(Reader);
  private readonly router = inject(Router);
  private readonly field = viewChild.required<ElementRef<HTMLInputElement>>('field');
  protected readonly open = inject(OpenConversation);
  protected readonly search = inject(MessageSearch);
  protected readonly words = textInAddress('q');

  protected readonly address = valuesInAddress();

  protected readonly longest = LIMITS.wordsMax;
  protected readonly messages = SEARCH_MESSAGES;
  protected readonly toggles = [
    { name: 'link', label: 'Links' },
    { name: 'mentions', label: 'Mention you' },
    { name: 'pinned', label: 'Pinned' },
  ] as const;
  protected readonly filter = computed(() => filterOf(this.address.values()));
  protected readonly senderName = computed(() => {
    const { sender } = this.filter();
    return sender === undefined ? '' : this.names.person(sender);
  });
  /** Whom one looks for among sealed messages is as little the server's as the words. */
  protected readonly isSealed = computed(
    () => this.chat.sealed().get(this.open.id() ?? '')?.protection !== 'open',
  );

  /** Why nothing is asked for; undefined if something is. */
  protected readonly hint = computed(() => {
    const words = this.words.value().trim();
    if (words !== '' && !hasLetters(words)) return SEARCH_MESSAGES.noLetter;
    return words === '' && Object.keys(this.filter()).length === 0 ? SEARCH_MESSAGES.hint : undefined;
  });
  protected readonly found = computed(() => (this.hint() === undefined ? (this.search.items() ?? []) : []));
  protected readonly isFar = computed(() => this.search.isFar());
  /** How many there are, for who does not see them; nothing until there is an answer. */
  protected readonly said = computed(() => {
    const { length } = this.found();
    const isAnswered = this.hint() === undefined && this.search.items() !== undefined;
    if (!isAnswered || this.search.awaited()) return '';
    if (length > 0) return SEARCH_MESSAGES.found(length, this.search.hasMore());
    return this.search.hasMore() ? SEARCH_MESSAGES.noneYet : SEARCH_MESSAGES.none;
  });
  protected readonly where = computed(() => {
    const place = this.hint() === undefined ? this.search.place() : undefined;
    if (place === undefined) return '';
    if (place.kind === 'server') return SEARCH_MESSAGES.onServer;
    if (place.backTo === undefined || !this.search.hasMore()) return SEARCH_MESSAGES.onDevice;
    return SEARCH_MESSAGES.onDeviceBackTo(longDate(place.backTo));
  });
  /** What the server cannot find yet. */
  protected readonly behind = computed(() => {
    const place = this.search.place();
    if (this.hint() !== undefined || place?.kind !== 'server' || place.indexed >= place.head) return '';
    return SEARCH_MESSAGES.behind(Math.floor((100 * place.indexed) / place.head));
  });

  constructor() {
    effect(() => this.search.query.set(this.words.value()));
    effect(() => this.search.filter.set(this.filter()));
    afterNextRender(() => this.field().nativeElement.focus());
  }

  protected has(name: string): boolean {
    return this.address.values().get(name) !== null;
  }

  protected nameOf({ sender }: MessageItem): string {
    return this.names.subject(sender);
  }

  protected isMachine({ sender }: MessageItem): boolean {
    return this.chat.user(sender)?.kind === 'machine';
  }

  protected addressOf({ seq = 0 }: MessageItem): string {
    return this.router.serializeUrl(this.placeOf(seq));
  }

  /** Beside the conversation, or in place of the search; another tab is the browser's. */
  protected follow(event: MouseEvent, { seq = 0 }: MessageItem): void {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (matchMedia(BESIDE).matches) void this.reader.goTo(seq);
    else void this.router.navigateByUrl(this.placeOf(seq));
  }

  private placeOf(seq: number) {
    return this.router.createUrlTree(['/c', this.open.id(), 'm', seq]);
  }
}

import { DOCUMENT, effect, inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { MESSAGES } from '../../../shared/messages.ts';
import { Session } from '../../session/session.ts';
import { Attention } from './attention.ts';

const DOT = `<circle cx="24" cy="8" r="8" fill="#d92d3a"/>`;
const ICON = `<rect width="32" height="32" rx="9" fill="#3e53c4"/><path d="M9 10.5h14M9 16h9M9 21.5h5" stroke="#fff" stroke-width="3" stroke-linecap="round"/>`;

/** The number of unread messages in the page's title, and a dot on its icon. */
@Service()
export class UnreadBadge {
  private readonly title = inject(Title);
  private readonly document = inject(DOCUMENT);
  private readonly attention = inject(Attention);
  private readonly session = inject(Session);

  start(): void {
    effect(() => this.show(this.attention.unread()));
  }

  private show(unread: number): void {
    const { name = MESSAGES.product } = this.session.server();
    this.title.setTitle(unread === 0 ? name : `(${unread}) ${name}`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${ICON}${unread === 0 ? '' : DOT}</svg>`;
    const icon = this.document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (icon !== null) icon.href = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }
}

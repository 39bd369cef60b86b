import type { DraftChannel, DraftNews } from '../src/ports/draft-channel.ts';

/** The tabs of one browser, which hear of each other's drafts at once. */
export class FakeTabs {
  /** So many announcements are lost. */
  lost = 0;
  readonly #listeners = new Map<DraftChannel, (news: DraftNews) => void>();

  tab(): DraftChannel {
    const channel: DraftChannel = {
      announce: (news) => {
        if (this.lost > 0) this.lost--;
        else for (const [other, listener] of this.#listeners) if (other !== channel) listener(news);
      },
      listen: (listener) => {
        this.#listeners.set(channel, listener);
        return () => this.#listeners.delete(channel);
      },
    };
    return channel;
  }
}

import { computed, inject, Service } from '@angular/core';
import { Chat } from './chat.ts';

/** What asks for the user's attention outside of the page: all that is unread and neither muted nor archived. */
@Service()
export class Attention {
  private readonly chat = inject(Chat);

  readonly unread = computed(() => {
    const rows = this.chat.conversations() ?? [];
    return rows
      .filter(({ preferences, blocked }) => !preferences.muted && !preferences.archived && !blocked)
      .reduce((sum, { unread, preferences }) => sum + Math.max(unread, preferences.unread ? 1 : 0), 0);
  });
}

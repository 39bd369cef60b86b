import { computed, inject, Service } from '@angular/core';
import { Chat } from '../../chat/chat.ts';

/** The unread messages that the title and icon report: those of conversations neither muted nor archived. */
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

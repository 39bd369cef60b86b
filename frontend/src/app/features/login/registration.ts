import { computed, inject, Injectable, resource } from '@angular/core';
import { Session } from '../../core/session/session.ts';

/** Whether registration is open; undefined while unknown. Provided by the pages that ask. */
@Injectable()
export class Registration {
  private readonly session = inject(Session);
  private readonly asked = resource({
    loader: () => this.session.client().then((client) => client.registration()),
  });
  readonly mode = computed(() => (this.asked.hasValue() ? this.asked.value() : undefined));
}

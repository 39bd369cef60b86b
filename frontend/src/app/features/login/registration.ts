import { computed, inject, Injectable, resource } from '@angular/core';
import { Session } from '../../core/session.ts';

/** Whether people may create accounts here; undefined while that is unknown. Provided by the pages that ask. */
@Injectable()
export class Registration {
  private readonly session = inject(Session);
  private readonly asked = resource({
    loader: () => this.session.client().then((client) => client.registration()),
  });
  readonly mode = computed(() => (this.asked.hasValue() ? this.asked.value() : undefined));
}

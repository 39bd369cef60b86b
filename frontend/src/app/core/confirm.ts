import { inject, Service } from '@angular/core';
import { Dialogs } from './dialogs.ts';
import { part } from './parts.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** What the button says that does it. */
  readonly action: string;
}

/** Asks before what cannot be undone, and before nothing else. */
@Service()
export class Confirm {
  private readonly dialogs = inject(Dialogs);

  async ask(question: Question): Promise<boolean> {
    const load = () =>
      part(() => import('../shared/confirm-dialog.ts')).then(({ ConfirmDialog }) => ConfirmDialog);
    return (await this.dialogs.show<boolean>(question.title, load, { data: question })) === true;
  }
}

import { inject, Service } from '@angular/core';
import { Dialogs } from './dialogs.ts';
import { part } from '../parts/parts.ts';

export interface Question {
  readonly title: string;
  readonly text: string;
  /** Label of the button that confirms. */
  readonly action: string;
}

/** Asks for confirmation, only before actions that cannot be undone. */
@Service()
export class Confirm {
  private readonly dialogs = inject(Dialogs);

  async ask(question: Question): Promise<boolean> {
    const load = () =>
      part(() => import('../../shared/later/confirm-dialog.ts')).then(({ ConfirmDialog }) => ConfirmDialog);
    return (await this.dialogs.show<boolean>(question.title, load, { data: question })) === true;
  }
}

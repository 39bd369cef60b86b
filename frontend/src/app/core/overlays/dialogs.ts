import { DOCUMENT, Injector, inject, Service, type Type } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { injectPart, part } from '../parts/parts.ts';

interface DialogOptions {
  readonly data?: unknown;
  readonly place?: 'centre' | 'top';
  /** Neither Escape nor a click beside it closes the dialog: it holds what somebody wrote, and closes itself. */
  readonly keepsOpen?: boolean;
}

/** Opens lazily loaded dialogs. The CDK moves the focus in, traps it, and restores it. */
@Service()
export class Dialogs {
  private readonly injector = inject(Injector);
  private readonly dialog = injectPart(() =>
    part(() => import('@angular/cdk/dialog')).then(({ Dialog }) => Dialog),
  );
  private readonly document = inject(DOCUMENT);
  private readonly open = new Set<Type<unknown>>();

  /** @returns what the dialog was closed with; undefined when it was dismissed or is open already */
  async show<Result>(
    label: string,
    load: () => Promise<Type<unknown>>,
    options: DialogOptions = {},
  ): Promise<Result | undefined> {
    const [dialog, component] = await Promise.all([this.dialog(), load()]);
    if (this.open.has(component)) return undefined;
    this.open.add(component);
    // An open menu or popover is closed, as by a click beside it.
    this.document.querySelector<HTMLElement>('.cdk-overlay-transparent-backdrop')?.click();
    const { closed } = dialog.open<Result>(component, {
      ariaLabel: label,
      ariaModal: true,
      disableClose: options.keepsOpen === true,
      data: options.data,
      injector: this.injector,
      panelClass: options.place === 'top' ? ['dialog', 'dialog-top'] : 'dialog',
      backdropClass: 'dim',
    });
    return firstValueFrom(closed).finally(() => this.open.delete(component));
  }
}

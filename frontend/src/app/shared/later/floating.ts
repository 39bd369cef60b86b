import {
  createFlexibleConnectedPositionStrategy,
  createOverlayRef,
  createRepositionScrollStrategy,
  type OverlayRef,
} from '@angular/cdk/overlay';
import { ComponentPortal } from '@angular/cdk/portal';
import type { ComponentRef, Injector, Type } from '@angular/core';

const GAP = 4;
const FROM_THE_EDGE = 8;

/** A component that floats beside an element until a click outside or a key closes it; then the focus returns. */
export class Floating<T> {
  private readonly overlay: OverlayRef;
  readonly component: ComponentRef<T>;

  /** @param closingKeys includes Tab for a menu, but not where Tab moves between elements inside */
  constructor(
    injector: Injector,
    origin: HTMLElement,
    type: Type<T>,
    closingKeys: readonly string[] = ['Escape'],
  ) {
    this.overlay = createOverlayRef(injector, {
      positionStrategy: createFlexibleConnectedPositionStrategy(injector, origin)
        .withPositions([
          { originX: 'start', originY: 'bottom', overlayX: 'start', overlayY: 'top', offsetY: GAP },
          { originX: 'end', originY: 'bottom', overlayX: 'end', overlayY: 'top', offsetY: GAP },
          { originX: 'start', originY: 'top', overlayX: 'start', overlayY: 'bottom', offsetY: -GAP },
          { originX: 'end', originY: 'top', overlayX: 'end', overlayY: 'bottom', offsetY: -GAP },
        ])
        .withViewportMargin(FROM_THE_EDGE)
        .withPush(),
      scrollStrategy: createRepositionScrollStrategy(injector),
      hasBackdrop: true,
      backdropClass: 'cdk-overlay-transparent-backdrop',
      disposeOnNavigation: true,
    });
    this.component = this.overlay.attach(new ComponentPortal(type, null, injector));
    this.overlay.backdropClick().subscribe(() => this.close());
    this.overlay.keydownEvents().subscribe((event) => {
      if (!closingKeys.includes(event.key)) return;
      event.preventDefault();
      this.close();
    });
    this.overlay.detachments().subscribe(() => origin.focus({ preventScroll: true }));
  }

  close(): void {
    this.overlay.dispose();
  }
}

import { Directive, inject, input } from '@angular/core';
import { Router } from '@angular/router';

/** A link to a page of ours. Angular's `routerLink` knows more, such as relative ways, and is 2 KB of the first pages. */
@Directive({
  selector: 'a[parleyLink]',
  host: { '[attr.href]': 'parleyLink()', '(click)': 'follow($event)' },
})
export class Link {
  /** The whole path. */
  readonly parleyLink = input.required<string>();
  private readonly router = inject(Router);

  /** With another button or a key, the browser does what it does with any link. */
  protected follow(event: MouseEvent): void {
    const { button, ctrlKey, shiftKey, altKey, metaKey } = event;
    if (button !== 0 || ctrlKey || shiftKey || altKey || metaKey) return;
    event.preventDefault();
    void this.router.navigateByUrl(this.parleyLink());
  }
}

import { DestroyRef, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Shortcuts } from '../../overlays/shortcuts.ts';
import { currentPath } from '../../device/current-path.ts';

const CONVERSATION = /^\/c\/[^/]+/;

/**
 * Ctrl+F searches the open conversation: the browser would find no more than the few messages that are in the document. Pressed once
 * more, it is the browser's. Call it in an injection context.
 */
export function startSearchShortcut(): void {
  const router = inject(Router);
  const path = currentPath();
  const opened = () => CONVERSATION.exec(path())?.[0];
  inject(Shortcuts).add(
    [
      {
        ...{ key: 'f', held: 'command' },
        when: () => opened() !== undefined && !path().endsWith('/search'),
        run: () => router.navigateByUrl(`${opened() ?? ''}/search`),
      },
    ],
    inject(DestroyRef),
  );
}

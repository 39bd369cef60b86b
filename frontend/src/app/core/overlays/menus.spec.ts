import { ApplicationRef, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ParleyError } from '@parley/protocol';
import { MESSAGES } from '../../shared/messages.ts';
import { Menus } from './menus.ts';
import { Dialogs } from './dialogs.ts';
import { Toasts } from './toasts.ts';

@Component({ template: '' })
class Empty {}

describe('Menus', () => {
  async function choose(run: () => unknown) {
    const say = vi.spyOn(TestBed.inject(Toasts), 'say').mockResolvedValue();
    const origin = document.body.appendChild(document.createElement('button'));
    await TestBed.inject(Menus).open(origin, 'Account', [{ label: 'Log out', icon: 'leave', run }]);
    const app = TestBed.inject(ApplicationRef);
    await app.whenStable();
    document.querySelector<HTMLElement>('[role=menuitem]')?.click();
    await app.whenStable();
    origin.remove();
    const said = say.mock.calls.flat();
    say.mockRestore();
    return said;
  }

  it('says why an entry did not do what it says', async () => {
    expect(await choose(() => Promise.reject(new ParleyError('E_TOO_MANY_PINS')))).toEqual([
      'Too many messages are pinned. Unpin one first.',
    ]);
    expect(await choose(() => Promise.reject(new TypeError('fetch failed')))).toEqual([MESSAGES.noAnswer]);
  });

  it('says nothing of what went well', async () => {
    const run = vi.fn(async () => true);
    expect(await choose(run)).toEqual([]);
    expect(run).toHaveBeenCalledOnce();
  });

  it('closes when a dialog opens', async () => {
    const origin = document.body.appendChild(document.createElement('button'));
    const run = () => undefined;
    await TestBed.inject(Menus).open(origin, 'Account', [{ label: 'Log out', icon: 'leave', run }]);
    const app = TestBed.inject(ApplicationRef);
    await app.whenStable();
    expect(document.querySelector('[role=menu]')).not.toBeNull();
    void TestBed.inject(Dialogs).show('Find', async () => Empty);
    await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull());
    expect(document.querySelector('[role=menu]')).toBeNull();
    origin.remove();
  });
});

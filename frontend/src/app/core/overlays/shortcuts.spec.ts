import { DestroyRef } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Shortcuts } from './shortcuts.ts';

describe('Shortcuts', () => {
  const run = vi.fn();

  beforeEach(() => {
    run.mockClear();
    TestBed.inject(Shortcuts).add(
      [
        { key: 'Escape', run },
        { key: '?', run },
      ],
      TestBed.inject(DestroyRef),
    );
  });
  afterEach(() => document.body.replaceChildren());

  function press(key: string, html: string): boolean {
    run.mockClear();
    document.body.innerHTML = html;
    const target = document.querySelector('[data-here]') ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    return run.mock.calls.length > 0;
  }

  it('leaves with Escape from anywhere that nothing was written in', () => {
    for (const html of [
      '',
      '<button data-here></button>',
      '<input data-here>',
      '<form><textarea data-here></textarea><button></button></form>',
      '<form><input data-here><input type="checkbox"></form>',
      '<input type="checkbox" checked data-here>',
      '<form><input type="radio" checked data-here></form>',
    ])
      expect(press('Escape', html), html).toBe(true);
  });

  it('throws away with Escape nothing that was written or chosen', () => {
    for (const html of [
      '<input data-here value="Ali">',
      '<form><textarea data-here>half a sentence</textarea></form>',
      '<form><input value="Kitchen"><input type="checkbox" data-here></form>',
      '<form><input data-here><input type="checkbox" checked></form>',
      '<form><input value="Kitchen"><button data-here></button></form>',
    ])
      expect(press('Escape', html), html).toBe(false);
  });

  it('lets a field have its own Escape', () => {
    document.body.innerHTML = '<input data-here>';
    const field = document.querySelector('input') ?? expect.unreachable();
    field.addEventListener('keydown', (event) => event.preventDefault());
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    expect(run).not.toHaveBeenCalled();
  });

  it('leaves a key to the browser where it does not work', () => {
    let isHere = false;
    const find = vi.fn();
    const shortcut = { key: 'f', held: 'command', when: () => isHere, run: find } as const;
    TestBed.inject(Shortcuts).add([shortcut], TestBed.inject(DestroyRef));
    const pressed = () => {
      const event = new KeyboardEvent('keydown', {
        key: 'f',
        ctrlKey: true,
        bubbles: true,
        cancelable: true,
      });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(pressed()).toBe(false);
    isHere = true;
    expect(pressed()).toBe(true);
    expect(find).toHaveBeenCalledOnce();
  });

  it('takes a character for a shortcut where nobody writes', () => {
    expect(press('?', '<button data-here></button>')).toBe(true);
    expect(press('?', '<input data-here>')).toBe(false);
  });
});

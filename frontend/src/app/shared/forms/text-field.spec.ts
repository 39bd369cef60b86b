import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { form, FormRoot, required } from '@angular/forms/signals';
import { TextField } from './text-field.ts';

@Component({
  imports: [FormRoot, TextField],
  template: `
    <form [formRoot]="form">
      <parley-text-field label="Password" type="password" [field]="form.password" />
    </form>
  `,
})
class Page {
  protected readonly form = form(
    signal({ password: '' }),
    (path) => required(path.password, { message: 'Choose a password.' }),
    { submission: { action: async () => undefined } },
  );
}

describe('TextField', () => {
  async function show() {
    const fixture = TestBed.createComponent(Page);
    const element = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    const field = element.querySelector('input') ?? expect.unreachable();
    const errorAfter = async (target: Element | null, event: Event) => {
      target?.dispatchEvent(event);
      await fixture.whenStable();
      return element.querySelector('.error')?.textContent;
    };
    return { fixture, element, field, errorAfter };
  }

  it('does not complain to who only passes through, and does when the form is sent', async () => {
    const { element, field, errorAfter } = await show();
    expect(await errorAfter(field, new Event('blur'))).toBeUndefined();
    const submit = new Event('submit', { cancelable: true });
    expect(await errorAfter(element.querySelector('form'), submit)).toBe('Choose a password.');
    expect(await errorAfter(field, new Event('blur'))).toBe('Choose a password.');
  });

  it('complains when what was written was left wrong', async () => {
    const { field, errorAfter } = await show();
    for (const value of ['x', '']) {
      field.value = value;
      expect(await errorAfter(field, new Event('input'))).toBeUndefined();
    }
    expect(await errorAfter(field, new Event('blur'))).toBe('Choose a password.');
  });

  it('shows the characters of a password to who wants to see them', async () => {
    const { fixture, element, field } = await show();
    const toggle = element.querySelector('button');
    expect(toggle?.getAttribute('aria-label')).toBe('Show characters');
    for (const [pressed, type] of [
      ['true', 'text'],
      ['false', 'password'],
    ]) {
      toggle?.click();
      await fixture.whenStable();
      expect([toggle?.getAttribute('aria-pressed'), field.type]).toEqual([pressed, type]);
    }
  });
});

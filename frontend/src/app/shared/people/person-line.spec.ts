import { TestBed } from '@angular/core/testing';
import { person } from '../../../../testing/sample-people.ts';
import { PersonLine } from './person-line.ts';

describe('PersonLine', () => {
  async function textFor(online: boolean | undefined): Promise<string> {
    const fixture = TestBed.createComponent(PersonLine);
    fixture.componentRef.setInput('user', person(0));
    fixture.componentRef.setInput('online', online);
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).querySelector('.text')?.textContent ?? '';
  }

  it('tells in words who is online, not by a dot alone', async () => {
    expect(await textFor(true)).toContain('online');
    for (const away of [false, undefined]) expect(await textFor(away)).not.toContain('online');
  });
});

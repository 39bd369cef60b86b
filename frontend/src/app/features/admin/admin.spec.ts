import { provideLocationMocks } from '@angular/common/testing';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { Chat } from '../../core/chat/chat.ts';
import { Admin } from './admin.ts';
import { adminRoutes } from './admin-routes.ts';
import { SECTIONS } from './sections.ts';

async function render(admin: boolean, address: string) {
  await renderInConversation(Admin, {
    id: uid(1),
    providers: [provideRouter([{ path: 'admin', children: adminRoutes }]), provideLocationMocks()],
  });
  vi.spyOn(TestBed.inject(Chat), 'me').mockReturnValue({ ...ada, admin });
  const harness = await RouterTestingHarness.create(address);
  await harness.fixture.whenStable();
  return harness.routeNativeElement ?? expect.unreachable('nothing is shown');
}

describe('Admin', () => {
  afterEach(() => vi.restoreAllMocks());

  it('lists its sections, and says which is shown', async () => {
    const [first] = SECTIONS;
    const element = await render(true, `/admin/${first.id}`);
    const links = [...element.querySelectorAll('nav a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual([...SECTIONS.map(({ id }) => `/admin/${id}`), '/machines']);
    expect(element.querySelector('[aria-current="page"]')?.textContent).toContain(first.name);
    expect(element.querySelector('h2')?.textContent).toBe(first.name);
  });

  it.each(['/admin', '/admin/nothing-of-this-name'])(
    'leads from %s to the first section',
    async (address) => {
      await render(true, address);
      expect(TestBed.inject(Router).url).toBe(`/admin/${SECTIONS[0].id}`);
    },
  );

  it('tells a plain user that it is not for them, and shows them no section', async () => {
    const element = await render(false, '/admin');
    expect(element.textContent).toContain('Only administrators see this page.');
    expect(element.querySelector('nav, section')).toBeNull();
  });
});

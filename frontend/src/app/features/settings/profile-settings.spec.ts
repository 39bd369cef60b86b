import { ada } from '../../../../testing/fake-session-client.ts';
import { renderInConversation } from '../../../../testing/render-conversation.ts';
import { uid } from '../../../../testing/sample-people.ts';
import { hueOf, HUES } from '../../shared/people/hue.ts';
import { ProfileSettings } from './profile-settings.ts';

describe('ProfileSettings', () => {
  it('marks the colour that others see, also for a user who never chose one', async () => {
    const { element, fixture } = await renderInConversation(ProfileSettings, { id: uid(1) });
    const colours = [...element.querySelectorAll<HTMLInputElement>('[type=radio]')];
    const marked = () => colours.flatMap(({ checked }, at) => (checked ? [HUES[at]] : []));
    expect(marked()).toEqual([hueOf(ada.uid)]);

    const other = (HUES.indexOf(150) + (hueOf(ada.uid) === 150 ? 1 : 0)) % HUES.length;
    colours[other]?.click();
    await fixture.whenStable();
    expect(marked()).toEqual([HUES[other]]);
  });
});

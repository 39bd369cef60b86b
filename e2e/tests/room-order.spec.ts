import { told } from '../blind/told.ts';
import { RoomDetails } from '../pages/room-details.ts';
import { RoomsPage } from '../pages/rooms-page.ts';
import type { Person } from '../people/person.ts';
import { Network } from '../people/network.ts';
import { expect, test } from '../test.ts';

const NARROW = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1440, height: 900 } };

/** A room of its owner, which a member has joined. */
async function inRoom(owner: Person, member: Person, name = 'Gardening') {
  const rooms = new RoomsPage(owner.page);
  await rooms.open();
  await rooms.create(name);
  await owner.conversation.sayOpenly('The beds are dug');
  const directory = new RoomsPage(member.page);
  await directory.open();
  await directory.join(name);
  await expect(member.conversation.message('The beds are dug')).toBeVisible();
  return { details: new RoomDetails(owner.page), seen: new RoomDetails(member.page), directory };
}

for (const [widths, ofOwner, ofMember] of [
  ['an owner at a desk and a member on a phone', WIDE, NARROW],
  ['an owner on a phone and a member at a desk', NARROW, WIDE],
] as const) {
  test.describe(widths, () => {
    test('a room says what it is about, with an icon and a colour, wherever it is listed', async ({
      newPerson,
    }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details, seen, directory } = await inRoom(owner, member);
      await details.open();
      await details.press('Edit topic and look');
      await details.dialog.getByRole('textbox', { name: 'Topic' }).fill('Beds and bees');
      await details.dialog
        .getByRole('textbox', { name: 'Description' })
        .fill('Everything that grows.\nBring tea.');
      await details.dialog.getByRole('button', { name: 'Choose an icon' }).click();
      await owner.page
        .getByRole('dialog', { name: 'Emoji' })
        .getByRole('button', { name: 'party popper' })
        .first()
        .click();
      await details.dialog.getByRole('radio', { name: 'Colour 4' }).check({ force: true });
      await details.confirm('Save');
      await expect(details.pane).toContainText('Everything that grows.');

      await expect(member.conversation.notice('Satya changed what this room is about')).toBeVisible();
      await expect(
        member.page.getByRole('banner').or(member.page.locator('parley-conversation-header')),
      ).toContainText('Beds and bees');
      await expect(member.page.locator('parley-conversation-header .disc')).toHaveText('🎉');
      await seen.open();
      await expect(seen.pane).toContainText('Bring tea.');
      await expect(seen.pane.getByRole('button', { name: 'Edit topic and look' })).toHaveCount(0);
      await seen.close();
      await member.page.goto('/rooms');
      await expect(directory.room('Gardening')).toContainText('Beds and bees');
      await expect(directory.room('Gardening').locator('.disc')).toHaveText('🎉');
    });

    test('owners delete what others wrote, mute somebody and let them write again', async ({ newPerson }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details } = await inRoom(owner, member);
      await member.conversation.sayOpenly('Buy my honey');
      await owner.conversation.act('Buy my honey', 'Delete for everyone');
      await expect(member.conversation.log.getByText('Message deleted by Satya')).toBeVisible();

      const typed = told.markedOpenly('But it is the best');
      await member.conversation.composer.fill(typed);
      await details.open();
      await details.act('Alice', 'Mute');
      await details.dialog.getByRole('radio', { name: '10 minutes' }).check();
      await details.confirm('Mute');
      await expect(details.members.filter({ hasText: 'Alice' })).toContainText('muted until');
      const muted = member.page.getByText(
        /You're muted in this room until .* What you were writing is kept\./,
      );
      await expect(muted).toBeVisible();
      await expect(member.conversation.composer).toHaveCount(0);

      await details.act('Alice', 'Let write again');
      await expect(member.conversation.composer).toHaveValue(typed);
      await details.close();
      await member.conversation.composer.press('Enter');
      await expect(owner.conversation.message('But it is the best')).toBeVisible();
    });

    test('who is banned reads nothing more and does not come back before the ban is lifted', async ({
      newPerson,
    }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details } = await inRoom(owner, member);
      await details.open();
      await details.act('Alice', 'Ban from room');
      await expect(details.dialog).toContainText('the same person can come back with another one');
      await details.confirm('Ban');
      await expect(details.members).toHaveCount(1);
      await expect(member.page.getByText('You were banned from this room.', { exact: false })).toBeVisible();
      await details.pane.getByText('Banned', { exact: true }).click();
      const banned = details.pane.getByRole('list', { name: 'Banned' });
      await expect(banned).toContainText('Alice');
      await expect(details.pane).toContainText('The same person can come back with another one.');

      await member.page.getByRole('button', { name: 'Join again' }).click();
      await expect(member.page.getByText('You were banned from this room.', { exact: true })).toBeVisible();
      await expect(member.conversation.composer).toHaveCount(0);
      await banned.getByRole('button', { name: 'Lift ban of Alice' }).click();
      await expect(banned).toContainText('Nobody is banned.');
      await details.close();
      await owner.conversation.sayOpenly('Alice never sees this');
      await member.page.getByRole('button', { name: 'Join again' }).click();
      await expect(member.conversation.composer).toBeVisible();
      await expect(owner.conversation.notice('Alice joined').last()).toBeVisible();
    });

    test('slow mode counts down, keeps what is typed, and what comes too soon says why', async ({
      newPerson,
      inAnotherBrowser,
    }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details } = await inRoom(owner, member);
      const again = await inAnotherBrowser(member, ofMember);
      await again.page.goto(member.page.url());
      await expect(again.conversation.message('The beds are dug')).toBeVisible();
      await details.open();
      await details.slowMode.selectOption({ label: 'One message every 5 minutes' });
      await expect(member.page.getByText('Slow mode: one message every 5 minutes.')).toBeVisible();
      await expect(again.page.getByText('Slow mode: one message every 5 minutes.')).toBeVisible();
      const network = await Network.of(again);
      await network.cut();
      await member.conversation.sayOpenly('One');
      const two = told.markedOpenly('Two');
      const timer = member.page.getByRole('timer');
      await expect(timer).toHaveText(/You can send the next one in [45]:\d\d\./);
      await member.conversation.composer.fill(two);
      await member.conversation.composer.press('Enter');
      await expect(member.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
      await expect(member.conversation.composer).toHaveValue(two);

      await again.conversation.composer.fill(told.markedOpenly('From the train'));
      await again.conversation.composer.press('Enter');
      await network.mend();
      const refused = again.conversation.message('From the train');
      await expect(refused).toContainText('This room is in slow mode.');
      await expect(refused.getByRole('button', { name: 'Retry' })).toBeVisible();

      await details.slowMode.selectOption({ label: 'Off' });
      await expect(timer).toHaveCount(0);
      await member.conversation.composer.press('Enter');
      await expect(member.conversation.mark('Two', 'Waiting to be sent')).toHaveCount(0);
      await refused.getByRole('button', { name: 'Retry' }).click();
      await expect(member.conversation.message('From the train')).toBeVisible();
    });

    test('where only owners and admins write, the others read and react', async ({ newPerson }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details, seen } = await inRoom(owner, member);
      const typed = told.markedOpenly('Half a thought');
      await member.conversation.composer.fill(typed);
      await details.open();
      await details.onlyAdmins.check();
      const closed = 'Only owners and admins write in this room. What you were writing is kept.';
      await expect(member.page.getByText(closed)).toBeVisible();
      await member.conversation.react('The beds are dug', 'party popper');
      await expect(member.conversation.message('The beds are dug')).toContainText('🎉');
      await seen.open();
      await expect(seen.pane).toContainText('Only owners and admins write here.');
      await seen.close();

      await details.act('Alice', 'Make admin');
      await expect(member.conversation.composer).toHaveValue(typed);
      await member.conversation.composer.press('Enter');
      await details.close();
      await expect(owner.conversation.message('Half a thought')).toBeVisible();
    });

    test('an only owner hands the room over, or chooses the next owner and leaves', async ({ newPerson }) => {
      const owner = await newPerson('Satya', ofOwner);
      const member = await newPerson('Alice', ofMember);
      const { details, seen } = await inRoom(owner, member);
      await details.open();
      await details.press('Hand over room');
      await details.choose('Alice');
      await details.confirm('Hand over to Alice');
      await expect(details.members.filter({ hasText: 'Satya' })).toContainText('admin');
      await expect(details.pane.getByRole('button', { name: 'Delete room' })).toHaveCount(0);

      await seen.open();
      await seen.press('Leave room');
      await expect(seen.dialog).toContainText('Choose the next owner');
      await seen.choose('Satya');
      await seen.confirm('Make Satya owner and leave');
      await expect(member.page.getByText("You're no longer in this room.")).toBeAttached();
      await expect(details.members).toHaveCount(1);

      await details.press('Leave room');
      await expect(details.dialog).toContainText('You’re the only one in this room');
      await details.dialog.getByRole('textbox').fill('gardening');
      await details.dialog.getByRole('button', { name: 'Delete room' }).click();
      await expect(details.dialog).toContainText('This is not the name of the room.');
      await details.dialog.getByRole('textbox').fill('Gardening');
      await details.confirm('Delete room');
      await details.close();
      await expect(owner.page.getByText(/This room was deleted\./)).toBeVisible();
    });
  });
}

import { Keyboard } from '../pages/keyboard.ts';
import { createGroup } from '../pages/new-group.ts';
import { GroupDetails } from '../pages/group-details.ts';
import { Network } from '../people/network.ts';
import { expect, test, withServiceWorker } from '../test.ts';

// The parts of the page that are opened offline come from the service worker.
test.use(withServiceWorker);

test('what was refused says why, waits for Retry or Discard by keyboard, and holds up nothing behind it', async ({
  newPerson,
}) => {
  const satya = await newPerson('Satya');
  const alice = await newPerson('Alice');
  const network = await Network.of(alice);
  await alice.talkTo(satya);
  await alice.conversation.say('hello');
  await createGroup(satya.page, 'Lunch', ['Alice']);
  await alice.list.open('Lunch');
  await alice.conversation.say('I am here');
  await expect(alice.conversation.mark('I am here', 'Read')).toBeAttached();

  await network.cut();
  await alice.conversation.act('I am here', 'Pin');
  await alice.conversation.sayInVain('try me again');
  await alice.conversation.sayInVain('never mind');
  await alice.list.open('Satya');
  await alice.conversation.sayInVain('something else');
  await satya.conversation.openDetails();
  const details = new GroupDetails(satya.page);
  await details.remove('Alice');
  await expect(satya.conversation.notice('You removed Alice')).toBeVisible();

  await network.mend();
  await expect(satya.list.row('Alice')).toContainText('something else');
  await alice.list.open('Lunch');
  await expect(alice.conversation.message('try me again')).toContainText(
    "Not sent. You're not in this conversation.",
  );
  await expect(alice.conversation.message('I am here')).toContainText(
    "Not changed. You're not in this conversation.",
  );
  const keys = new Keyboard(alice.page);
  await keys.reach(alice.conversation.log);
  await keys.reach(alice.conversation.message('never mind'), 'ArrowUp');
  await keys.use(alice.conversation.message('never mind').getByRole('button', { name: 'Discard' }));
  await expect(alice.conversation.message('never mind')).toHaveCount(0);

  await details.add('Alice');
  await expect(alice.conversation.composer).toBeVisible();
  await keys.toMessage(alice.conversation.message('try me again'));
  await keys.use(alice.conversation.message('try me again').getByRole('button', { name: 'Retry' }));
  await expect(satya.conversation.message('try me again')).toBeVisible();
  await expect(satya.conversation.message('never mind')).toHaveCount(0);
  await alice.conversation.message('I am here').getByRole('button', { name: 'Retry' }).click();
  await expect(satya.page.getByRole('button', { name: 'Pinned message: I am here' })).toBeVisible();
});

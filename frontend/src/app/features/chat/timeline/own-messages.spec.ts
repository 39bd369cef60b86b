import { OwnMessages } from './own-messages.ts';

const own = (id: string) => ({ id, own: true });
const others = (id: string) => ({ id, own: false });

describe('OwnMessages', () => {
  it('follows each message that the user sends, once', () => {
    const messages = new OwnMessages();
    expect(messages.isToFollow(others('a'), true)).toBe(false);
    expect(messages.isToFollow(own('b'), true)).toBe(true);
    expect(messages.isToFollow(own('b'), true)).toBe(false);
    expect(messages.isToFollow(others('c'), true)).toBe(false);
    expect(messages.isToFollow(own('d'), true)).toBe(true);
  });

  it('follows what was sent while the conversation opened, once it has', () => {
    const messages = new OwnMessages();
    expect(messages.isToFollow(undefined, false)).toBe(false);
    expect(messages.isToFollow(others('a'), false)).toBe(false);
    expect(messages.isToFollow(own('b'), false)).toBe(false);
    expect(messages.isToFollow(others('c'), false)).toBe(false);
    expect(messages.isToFollow(others('c'), true)).toBe(true);
  });

  it('leaves the view where reading begins when the newest message was an own one before', () => {
    const messages = new OwnMessages();
    expect(messages.isToFollow(own('a'), false)).toBe(false);
    expect(messages.isToFollow(own('a'), true)).toBe(false);
  });
});

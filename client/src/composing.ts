/** Entry for fakes of the whole chat: the real handling of drafts, without the rest. */
export { systemClock } from './clock/system-clock.ts';
export { createComposer } from './conversations/create-composer.ts';
export { noDraftChannel } from './conversations/draft-channel.ts';
export { Drafts } from './conversations/drafts.ts';
export { systemRandom } from './random/system-random.ts';

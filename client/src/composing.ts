/** Entry for stand-ins of the whole chat, which keep what is being written the way it does. */
export { systemClock } from './clock/system-clock.ts';
export { createComposer } from './conversations/create-composer.ts';
export { noDraftChannel } from './conversations/draft-channel.ts';
export { Drafts } from './conversations/drafts.ts';
export { systemRandom } from './random/system-random.ts';

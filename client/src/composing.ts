/** Entry for fakes of the whole chat: the real handling of drafts, without the rest. */
export { systemClock } from './platform/system-clock.ts';
export { createComposer } from './local/drafts/create-composer.ts';
export { noDraftChannel } from './ports/draft-channel.ts';
export { Drafts } from './local/drafts/drafts.ts';
export { systemRandom } from './platform/system-random.ts';

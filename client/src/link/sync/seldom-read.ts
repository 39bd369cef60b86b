/** What few clients ever need of a log: loaded at once, with the first need. */
export { truncateToCommon } from './common-prefix.ts';
export { OutsidePages } from './outside-pages.ts';

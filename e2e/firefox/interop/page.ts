import { Party } from './party.ts';

/** For the test that drives the page. */
Object.assign(globalThis, { party: new Party() });

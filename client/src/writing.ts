/** Entry for what seals and signs in a browser, loaded behind `sealing.ts`: what is read does not wait for it. */
export { createWriting } from './sealing/writing/create-writing.ts';

/** Entry for the copy in memory that takes the place of a stored one which the browser has deleted. */
export { spareOf } from './storage/spare/spare-of.ts';

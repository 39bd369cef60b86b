import shared from '../prettier.config.js';

/** @type {import('prettier').Config} */
export default {
  ...shared,
  // Templates with control flow; plain HTML would lose its indentation.
  overrides: [{ files: 'src/app/**/*.html', options: { parser: 'angular' } }],
};

import { relative } from 'node:path';
import { resolve } from './import-resolver.js';
import { wayTo } from './import-graph.js';

const NAME = 'parley/no-import-cycle';

/**
 * Reports an import that leads back to its file. An imported type counts, too: two files that know each other can only be
 * understood together. import-x/no-cycle leaves types out.
 */
const rule = {
  meta: { type: 'problem', schema: [], messages: { cycle: 'This import leads back here: {{way}}.' } },
  create({ filename, cwd, report }) {
    const check = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const { path } = resolve(source.value, filename);
      const way = path ? wayTo(filename, path) : undefined;
      const data = { way: way?.map((file) => relative(cwd, file)).join(' → ') };
      if (way !== undefined) report({ node: source, messageId: 'cycle', data });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};

/** ESLint's configuration for it. */
export const cyclesConfig = {
  plugins: { parley: { rules: { 'no-import-cycle': rule } } },
  rules: { [NAME]: 'error' },
};

import boundaries from 'eslint-plugin-boundaries';
import { layers } from './layers.js';

const root = new URL('../..', import.meta.url).pathname;
const ownedPackages = layers.flatMap((layer) => layer.owns ?? []);

const files = layers.flatMap(({ name, files, capture }) =>
  files.map((pattern) => ({ category: name, pattern, ...(capture && { capture }) })),
);

/**
 * ESLint's configuration for the table in `layers.js`. Each file is judged by the policies of its own layer only: each import
 * against those of all layers took two thirds of the time of all rules. The first matching layer counts in the table, the last
 * matching configuration in ESLint.
 */
export const boundariesConfig = [
  {
    plugins: { boundaries },
    settings: {
      'boundaries/root-path': root,
      'boundaries/files': files,
      'boundaries/files-single-match': true,
      'import/resolver': { [new URL('import-resolver.js', import.meta.url).pathname]: {} },
    },
    rules: { 'boundaries/no-unknown-files': 'error' },
  },
  ...layers.toReversed().map((layer) => ({
    files: layer.files,
    rules: { 'boundaries/dependencies': ['error', optionsOf(layer)] },
  })),
];

function optionsOf(layer) {
  return {
    default: 'disallow',
    checkAllOrigins: true,
    checkUnknownLocals: true,
    message: 'tools/lint/layers.js does not allow {{from.file.categories}} to import this.',
    policies: policiesOf(layer),
  };
}

function policiesOf(layer) {
  const from = { file: { categories: layer.name } };
  const targets = [
    ownFiles(layer),
    ...layer.imports.map((name) => ({ file: { categories: name } })),
    ...(layer.packages ?? ['*', '@*/*']).map(npmPackage),
    ...(layer.node ? [{ module: { origin: 'core' } }] : []),
  ];
  const foreign = layer.composes ? [] : ownedPackages.filter((name) => !layer.owns?.includes(name));
  return [
    ...targets.map((to) => ({ from, allow: { to } })),
    ...foreign.map((name) => ({ from, disallow: { to: npmPackage(name) } })),
  ];
}

function ownFiles({ name, capture = [] }) {
  const same = capture.map((part) => [part, `{{from.file.captured.${part}}}`]);
  return { file: { categories: name, ...(same.length > 0 && { captured: Object.fromEntries(same) }) } };
}

function npmPackage(source) {
  return { module: { origin: 'external', source } };
}

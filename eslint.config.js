import angular from 'angular-eslint';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { boundariesConfig } from './tools/lint/boundaries.js';
import { cyclesConfig } from './tools/lint/no-import-cycle.js';

const noTrustBypass = {
  selector: '[name=/^bypassSecurityTrust/]',
  message: 'What comes from outside is text. Nothing here may be declared safe by hand.',
};

/** Everything that is loaded later goes through one place, which says so where it fails. */
const onlyByPart = {
  selector:
    'ImportExpression:not(CallExpression[callee.name=/^(part|backgroundPart)$/] > ArrowFunctionExpression > ImportExpression)',
  message: 'Load it by part() or backgroundPart() of core/parts/parts.ts, which say so when it fails.',
};

const noInjectAsync = {
  name: '@angular/core',
  importNames: ['injectAsync'],
  message: 'It remembers a failure for ever. injectPart() of core/parts/parts.ts tries again.',
};

/** With a static import, these would load together with the page. Types load nothing. */
const onlyLater = (patterns) => ({
  group: patterns,
  allowTypeImports: true,
  message: 'This is loaded later. Reach it by import().',
});

/** Features that the routes load as a whole. Inside them, everything may be imported statically. */
const LOADED_BY_ROUTES = [
  'admin',
  'contacts',
  'groups',
  'login',
  'machines',
  'rooms',
  'search',
  'settings',
].map((name) => `features/${name}`);

export default defineConfig(
  globalIgnores(['**/dist/', '**/.angular/', '**/coverage/', '**/test-results/', 'tools/lint/fixture/']),

  {
    files: ['**/*.ts'],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
      boundariesConfig,
      cyclesConfig,
    ],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', noTrustBypass],
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Only backend/src/config/env.ts reads the environment.',
        },
      ],
      'no-restricted-imports': [
        'error',
        { paths: ['process', 'node:process'].map((name) => ({ name, importNames: ['env'] })) },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A default that somebody wrote is a decision, a case that nobody wrote is an oversight.
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      // Adapters answer promises because the port says so, whether they wait or not.
      '@typescript-eslint/require-await': 'off',
    },
  },

  {
    files: [
      'backend/src/config/env.ts',
      'backend/tests/mongo/*.ts',
      'backend/tests/websocket/*.ts',
      'nginx/sslscan/*.ts',
      'backend/tests/nodes/*.ts',
      'backend/tests/store/*.ts',
      '**/tools/**',
      'e2e/**',
      'bench/**',
      'examples/tests/*.ts',
      '*.config.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    // It runs in the page, whose console is what the test listens to.
    files: ['e2e/firefox/complaints.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/tools/**', 'bench/**', 'e2e/bench/**', 'client/src/terminal/**', '**/src/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.ts', 'frontend/*.ts'],
    rules: { 'boundaries/dependencies': 'off', 'boundaries/no-unknown-files': 'off' },
  },

  {
    files: ['frontend/**/*.ts'],
    extends: [angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'parley', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'parley', style: 'camelCase' },
      ],
      '@angular-eslint/prefer-signals': 'error',
      // Classes with nothing but a decorator are how Angular spells a component.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Angular and its CDK spell their options as classes that nobody makes an instance of.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
    },
  },
  {
    files: ['frontend/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', noTrustBypass, onlyByPart],
      'no-restricted-imports': ['error', { paths: [noInjectAsync] }],
    },
  },
  {
    files: ['frontend/src/app/**/*.ts'],
    ignores: [
      '**/*.spec.ts',
      '**/later/**',
      ...LOADED_BY_ROUTES.map((folder) => `frontend/src/app/${folder}/**`),
    ],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [noInjectAsync],
          patterns: [onlyLater(['**/later/**', ...LOADED_BY_ROUTES.map((folder) => `**/${folder}/**`)])],
        },
      ],
    },
  },
  {
    // The login page is small because it waits for neither the conversations nor the SDK.
    files: ['frontend/src/*.ts', 'frontend/src/app/*.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [noInjectAsync], patterns: [onlyLater(['**/later/**', '**/shell/**', '**/features/**'])] },
      ],
    },
  },
  {
    files: ['frontend/**/*.spec.ts', 'frontend/testing/**'],
    rules: {
      // A fake does nothing where nothing is asked of it.
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['frontend/**/*.html'],
    extends: [angular.configs.templateRecommended, angular.configs.templateAccessibility],
    rules: {
      '@angular-eslint/template/prefer-control-flow': 'error',
    },
  },
);

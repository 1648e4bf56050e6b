import nx from '@nx/eslint-plugin';
import angular from 'angular-eslint';
import tseslint from 'typescript-eslint';
import { wordless } from './tools/lint/attributes.mjs';
import { clientFolders, serverFolders, slicesInside } from './tools/lint/boundaries.mjs';
import { projectBoundaries } from './tools/lint/projects.mjs';

const SPECS = ['**/*.spec.ts', '**/*.fixture.ts', '**/spec-support/**', 'apps/web-e2e/**'];

export default tseslint.config(
  { ignores: ['dist', 'node_modules', '.angular', '.nx', 'test-results', 'playwright-report'] },
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      ...projectBoundaries,
      'max-lines': ['error', { max: 300 }],
      'max-lines-per-function': ['error', { max: 70 }],
      'max-params': ['error', { max: 6 }],
      eqeqeq: 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-definitions': 'error',
      // Nest reads constructor types at run time; a type-only import would leave nothing to read.
      '@typescript-eslint/consistent-type-imports': 'off',
      // Fastify's reply is thenable; nothing is awaited when a header is set.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      // Decorated methods are passed by reference by the framework, bound.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  serverFolders,
  clientFolders,
  {
    files: ['libs/llm/src/**/*.ts', 'apps/api/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^@ai-sdk/',
              allowTypeImports: true,
              message: 'Packages of vendors are loaded by loadVendor, for models that need them.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/api/src/**/*.ts'],
    ignores: ['**/*.repository.ts', '**/platform/database/**', ...SPECS],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'typeorm',
              message: 'Only repositories and platform/database speak to TypeORM.',
            },
            {
              name: '@prome-dify/domain',
              message: 'Entities stay in repositories; slices pass plain rows.',
            },
          ],
          patterns: [{ group: slicesInside, message: 'A slice has one door, its index.ts.' }],
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name="transaction"]',
          message: 'Every write goes through Database.run.',
        },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      'no-restricted-globals': ['error', 'Zone'],
      'no-restricted-properties': [
        'error',
        { property: 'innerHTML', message: 'Model output is rendered as components.' },
        { property: 'bypassSecurityTrustHtml', message: 'Nothing is trusted as HTML.' },
      ],
      '@angular-eslint/component-selector': [
        'error',
        { type: ['element', 'attribute'], prefix: ['pd', 'ui', 'md'], style: 'kebab-case' },
      ],
    },
  },
  {
    files: ['apps/web/src/**/*.html'],
    extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility],
  },
  {
    files: ['apps/web/src/app/**/*.html'],
    ignores: ['**/*.spec.ts/**'],
    rules: {
      // The same text may stand in several places, by one id.
      '@angular-eslint/template/i18n': [
        'error',
        { checkDuplicateId: false, ignoreAttributes: wordless, ignoreTags: ['kbd'] },
      ],
    },
  },
  {
    files: SPECS,
    rules: {
      'max-lines-per-function': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
);

import angular from 'angular-eslint';
import typescript from 'typescript-eslint';
import { boundaries } from './tools/slices/boundaries-rule.mjs';

export default typescript.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', '.angular/**', '.nx/**', 'apps/web/dist/**'] },
  {
    files: ['**/*.ts'],
    extends: [...typescript.configs.recommended],
    plugins: { house: { rules: { boundaries } } },
    rules: {
      'house/boundaries': 'error',
      'no-console': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', 250],
    },
  },
  { files: ['**/*.spec.ts', 'apps/api/spec/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  {
    files: ['**/ui/**/*.ts', 'apps/web/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: { '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'crm', style: 'kebab-case' }] },
  },
  { files: ['**/ui/**/*.html', 'apps/web/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
);

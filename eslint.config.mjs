import angular from 'angular-eslint';
import typescript from 'typescript-eslint';
import { boundaries } from './tools/slices/boundaries-rule.mjs';
import { scopedSql } from './tools/slices/scoped-sql.mjs';

/** What would make text into markup or script, on the server or in a page. */
const UNSAFE = [
  { selector: 'CallExpression[callee.name="eval"], NewExpression[callee.name="Function"]', message: 'No text becomes script.' },
  { selector: 'MemberExpression[property.name=/^bypassSecurityTrust/]', message: 'No markup passes Angular by.' },
  { selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML|srcdoc)$/], CallExpression[callee.property.name=/^(insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|parseHTMLUnsafe)$/]', message: 'No text becomes markup.' },
  { selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/], CallExpression[callee.name=/^set(Timeout|Interval)$/][arguments.0.type="Literal"]', message: 'No text becomes markup.' },
  { selector: 'AssignmentExpression[left.object.property.name="nativeElement"]', message: 'Elements are written by bindings.' },
  { selector: 'Property[key.value=/^\\[?(innerHTML|outerHTML|srcdoc)\\]?$/]', message: 'No text becomes markup.' },
];
/** Pages ask their own server alone. */
const FOREIGN = [
  { selector: 'CallExpression[callee.name="fetch"] > Literal:first-child[value=/^([a-z]+:)?\\/\\//i]', message: 'Pages load nothing from elsewhere.' },
  { selector: 'CallExpression[callee.object.property.name="http"] > Literal:first-child[value=/^([a-z]+:)?\\/\\//i]', message: 'Pages load nothing from elsewhere.' },
];

export default typescript.config(
  { ignores: ['dist/**', 'node_modules/**', 'data/**', '.angular/**', '.nx/**', 'apps/web/dist/**'] },
  {
    files: ['**/*.ts'],
    extends: [...typescript.configs.recommended],
    plugins: { house: { rules: { boundaries, 'scoped-sql': scopedSql } } },
    rules: {
      'house/boundaries': 'error',
      'house/scoped-sql': 'error',
      'no-console': 'error',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'max-lines': ['error', 250],
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-restricted-syntax': ['error', ...UNSAFE],
      'no-restricted-properties': ['error', { object: 'Math', property: 'random', message: 'Random values come from node:crypto.' }],
    },
  },
  { files: ['**/*.spec.ts', 'apps/api/spec/**/*.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off', 'no-script-url': 'off' } },
  {
    files: ['**/ui/**/*.ts', 'apps/web/**/*.ts'],
    extends: [...angular.configs.tsRecommended],
    processor: angular.processInlineTemplates,
    rules: {
      'no-restricted-syntax': ['error', ...UNSAFE, ...FOREIGN],
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'crm', style: 'kebab-case' }],
    },
  },
  { files: ['**/ui/**/*.html', 'apps/web/**/*.html'], extends: [...angular.configs.templateRecommended, ...angular.configs.templateAccessibility] },
);

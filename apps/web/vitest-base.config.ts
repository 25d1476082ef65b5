import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@rapport/source', 'module', 'browser', 'development|production'] },
});

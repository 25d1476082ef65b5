import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { conditions: ['@rapport/source', 'node', 'import'] },
  ssr: { resolve: { conditions: ['@rapport/source', 'node', 'import'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    include: ['libs/*/{model,api}/**/*.spec.ts', 'apps/api/**/*.spec.ts', 'tools/**/*.spec.{ts,mjs}'],
    setupFiles: ['tools/database/setup.mjs'],
    globalSetup: ['tools/database/global-setup.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

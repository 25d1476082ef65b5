import { defineConfig } from 'vitest/config';

/** Specs that need a process of their own: they make models, or hold the one logger of a process. */
const ALONE = ['apps/api/spec/{log,catalogue}.spec.ts', 'libs/kernel/{api/access/route-check,api/records/record-sums,model/check}.spec.ts'];

export default defineConfig({
  resolve: { conditions: ['@rapport/source', 'node', 'import'] },
  ssr: { resolve: { conditions: ['@rapport/source', 'node', 'import'] } },
  oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
  test: {
    setupFiles: ['tools/database/setup.mjs'],
    globalSetup: ['tools/database/global-setup.mjs'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'together', isolate: false, include: ['libs/*/{model,api}/**/*.spec.ts', 'apps/api/**/*.spec.ts', 'tools/**/*.spec.{ts,mjs}'], exclude: ALONE } },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});

import { createRequire, findPackageJSON } from 'node:module';

/** The version of this program. */
export const { version: VERSION } = createRequire(import.meta.url)(findPackageJSON(import.meta.url) ?? '') as { version: string };

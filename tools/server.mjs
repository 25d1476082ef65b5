/**
 * How Node serves Rapport: a young generation of at most 16 MB and an old one that is tidied early, so that the memory of a large
 * import is given back while it runs instead of being kept for a next one.
 */
export const SERVER = ['--max-semi-space-size=16', '--heap-growing-percent=20', 'dist/apps/api/src/main.js'];

/**
 * How Node serves Rapport: a young generation of at most 8 MB and an old one that is tidied early, so that the memory of a large
 * import is given back while it runs instead of being kept for a next one.
 */
export const SERVER = ['--max-semi-space-size=8', '--heap-growing-percent=20', 'dist/apps/api/src/main.js'];

/**
 * The C library keeps memory for as many threads as ask at once: two such heaps serve them all. What one hash of a password needed
 * goes back to the system at once, instead of raising what is kept.
 */
export const SERVER_ENVIRONMENT = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144', MALLOC_TRIM_THRESHOLD_: '262144' };

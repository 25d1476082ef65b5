/** How much a request may bring, and how long it may take. */
export const LIMITS = { body: 1024 * 1024, report: 16 * 1024, upload: 50 * 1024 * 1024, headers: 32 * 1024, headersMs: 15_000, requestMs: 300_000, idleMs: 72_000 };

/** Tables of records that belong to somebody. */
export const OWNED_TABLES: readonly string[];

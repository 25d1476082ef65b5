export const SERVER: readonly string[];
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>>;

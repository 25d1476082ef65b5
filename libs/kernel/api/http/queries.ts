const QUERY = 4;

/** The names of the query parameters a handler takes one by one; null when it takes the whole address and checks it itself. */
export function namedQueriesOf(controller: object, handler: string): readonly string[] | null {
  const args = (Reflect.getMetadata('__routeArguments__', controller, handler) ?? {}) as Record<string, { data?: unknown }>;
  const queries = Object.entries(args).filter(([key]) => Number(key.split(':')[0]) === QUERY);
  if (queries.some(([, { data }]) => typeof data !== 'string')) return null;
  return queries.map(([, { data }]) => data as string);
}

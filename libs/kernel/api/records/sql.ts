/** A piece of SQL with the values of its placeholders, in order. */
export interface Sql {
  readonly text: string;
  readonly params: readonly unknown[];
}

export const sql = (text: string, ...params: unknown[]): Sql => ({ text, params });
export const TRUE = sql('1 = 1');

function join(parts: readonly Sql[], by: string): Sql {
  return { text: parts.map(({ text }) => `(${text})`).join(by), params: parts.flatMap(({ params }) => params) };
}

export function and(...parts: Sql[]): Sql {
  const telling = parts.filter((part) => part !== TRUE);
  return telling.length > 0 ? join(telling, ' AND ') : TRUE;
}
export const or = (...parts: Sql[]): Sql => join(parts, ' OR ');

/** `column IN (…)`; nothing is in an empty list. */
export function isIn(column: string, values: readonly unknown[]): Sql {
  return values.length === 0 ? sql('1 = 0') : sql(`${column} IN (${values.map(() => '?').join(', ')})`, ...values);
}

/** Text that LIKE takes literally; the statement says ESCAPE '!'. */
export const literally = (text: string): string => text.replace(/[!%_]/g, '!$&');

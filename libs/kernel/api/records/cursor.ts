import { Invalid } from '../http/problems.ts';

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Where a page ended: the stored value it was sorted by and the id. */
export interface Cursor {
  readonly value: unknown;
  readonly id: string;
}

export const writeCursor = ({ value, id }: Cursor): string => Buffer.from(JSON.stringify([value, id])).toString('base64url');

/** Reads what `writeCursor` wrote. Throws Invalid at /after for anything else. */
export function readCursor(text: string | null): Cursor | null {
  if (text === null) return null;
  try {
    const [value, id] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [unknown, unknown];
    const plain = value === null || typeof value === 'string' || typeof value === 'number';
    if (plain && typeof id === 'string' && UUID.test(id)) return { value, id };
  } catch {
    // What cannot be read is answered below.
  }
  throw new Invalid([{ pointer: '/after', code: 'cursor' }]);
}

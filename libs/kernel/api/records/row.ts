import type { Field } from '#kernel/model';

export type Row = Record<string, unknown>;

/** A stored moment 'yyyy-MM-dd HH:mm:ss.SSS' for an ISO one, and back. */
export function toStoredMoment(iso: string): string {
  const whole = iso.length === 24 && iso.endsWith('Z') ? iso : new Date(iso).toISOString();
  return `${whole.slice(0, 10)} ${whole.slice(11, 23)}`;
}
export const fromStoredMoment = (stored: string): string =>
  `${stored.replace(' ', 'T').slice(0, 23)}${stored.length === 19 ? '.000' : ''}Z`;

/** A value as its column holds it. */
export function toStored(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  if (field.kind === 'flag') return value ? 1 : 0;
  return field.kind === 'moment' ? toStoredMoment(value as string) : value;
}

/** A value as the wire says it. */
export function fromStored(field: Field, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (field.kind) {
    case 'flag':
      return Boolean(value);
    case 'moment':
      return fromStoredMoment(value as string);
    case 'money':
    case 'unitPrice':
    case 'quantity':
    case 'percent':
    case 'rate':
    case 'integer':
      return Number(value);
    default:
      return value;
  }
}

/** A row of the database as a record of the wire. */
export function fromRow(fields: readonly Field[], row: Row): Row {
  return Object.fromEntries(fields.map((field) => [field.name, fromStored(field, row[field.name])]));
}

import { fieldOf, type Class, type Field } from './field.ts';
import { toE164 } from './phone.ts';

/** Brings a body into its one spelling before it is checked: texts composed (NFC) and trimmed, one line where the field has one, '' is null, phones E.164, e-mails lower case. */
export function normalise(of: Class, body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const spelt = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of Object.entries(body)) {
    const field = fieldOf(of, name);
    spelt[name] = field ? spell(field, value) : value;
  }
  return spelt;
}

function spell(field: Field, value: unknown): unknown {
  if (typeof value === 'string') return text(field, field.kind, value);
  if (!Array.isArray(value)) return value;
  if (field.line) return value.map((entry) => normalise(field.line as Class, entry));
  const entries = value.map((entry) => (typeof entry === 'string' ? text(field, field.of ?? 'text', entry) : entry));
  return [...new Set(entries)].filter((entry) => entry !== null);
}

function text(field: Field, kind: string, value: string): string | null {
  if (field.verbatim) return value === '' ? null : value;
  const composed = value.normalize('NFC');
  const trimmed = kind === 'longText' ? composed.trimEnd() : composed.replace(/[\t\r\n]+/g, ' ').trim();
  if (trimmed === '') return null;
  const spelt = field.spell ? field.spell(trimmed) : trimmed;
  if (kind === 'phone') return toE164(spelt) ?? spelt;
  return kind === 'email' ? spelt.toLowerCase() : spelt;
}

import { inject, Injectable } from '@angular/core';
import { fieldOf, modelNamed, type Class, type Field } from '#kernel/model';
import { Formats, RefNames, Words } from '#kernel/ui';

const FEW = 5;

/** Says a change of a record in words: the field's name, and what it was and is. */
@Injectable({ providedIn: 'root' })
export class ChangeWords {
  private readonly words = inject(Words);
  private readonly names = inject(RefNames);
  private readonly formats = inject(Formats);

  label(of: Class | undefined, name: string): string {
    const other = `history.field.${name}`;
    return of && fieldOf(of, name) ? this.words.label(of, name) : this.words.has(other) ? this.words.t(other) : name;
  }
  /** A value as people read it; of what no model knows, as it is stored. */
  value(of: Class | undefined, name: string, value: unknown): string {
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return '—';
    const field = of && fieldOf(of, name);
    if (typeof value === 'object' && 'erased' in value) return this.words.t('ui.erased');
    return of && field ? this.say(of, field, value) : typeof value === 'string' ? value : JSON.stringify(value);
  }

  private say(of: Class, field: Field, value: unknown): string {
    if (field.kind === 'ref') return modelNamed(field.to ?? '') ? this.names.of(field.to ?? '', value as string) : '…';
    if (field.kind === 'lines') return this.rows(value as Record<string, unknown>[]);
    return this.formats.text(of, field, { [field.name]: value });
  }

  /** A few rows of things that are sold by what they are and how many; all else as a number of entries. */
  private rows(rows: readonly Record<string, unknown>[]): string {
    if (rows.length > FEW || !rows.every(({ quantity }) => typeof quantity === 'number')) return this.words.t('ui.entries', { n: rows.length });
    return rows.map(({ productId, description, quantity }) => `${typeof productId === 'string' ? this.names.of('product', productId) : ((description as string | null) ?? '')} × ${this.formats.number(quantity as number, 3)}`).join('; ');
  }
}

import { inject, Injectable } from '@angular/core';
import type { AuditEntry } from '#audit/model';
import { modelNamed, recordOf } from '#kernel/model';
import { Words } from '#kernel/ui';

/** Says what was done, and to what, in words; what has none is told by its name. */
@Injectable({ providedIn: 'root' })
export class AuditWords {
  private readonly words = inject(Words);

  action(action: string): string {
    const verb = action.slice(action.indexOf('.') + 1);
    const key = [`audit.event.${action}`, `${action.slice(0, action.indexOf('.'))}.history.${verb}`, `history.${verb}`, `audit.verb.${verb}`].find((one) => this.words.has(one));
    return key ? this.words.t(key) : action;
  }
  /** With its kind before it, for a list of all of them. */
  actionOf(action: string): string {
    const kind = action.slice(0, action.indexOf('.'));
    const own = this.words.has(`audit.event.${action}`) && !modelNamed(kind);
    return own ? this.capital(this.action(action)) : `${this.kind(kind)}: ${this.action(action)}`;
  }
  kind(kind: string): string {
    const key = [`${kind}.one`, `audit.kind.${kind}`].find((one) => this.words.has(one));
    return key ? this.words.t(key) : kind;
  }
  capital = (text: string): string => text.charAt(0).toLocaleUpperCase(this.words.language()) + text.slice(1);

  /** Address of a record's page; null for what has none. */
  link({ record }: Pick<AuditEntry, 'record'>): string[] | null {
    const model = record?.name ? modelNamed(record.kind) : undefined;
    return record && model ? ['/', recordOf(model).path, record.id] : null;
  }
}

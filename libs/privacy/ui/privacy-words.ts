import { inject, Injectable } from '@angular/core';
import { modelNamed, recordOf } from '#kernel/model';
import { Words } from '#kernel/ui';

/** What kinds of records, their fields and places beside them are called. */
@Injectable({ providedIn: 'root' })
export class PrivacyWords {
  private readonly words = inject(Words);

  kind = (kind: string): string => this.words.t(`${kind}.one`);
  many = (kind: string): string => this.words.t(`${kind}.many`);
  fields(kind: string, names: readonly string[]): string {
    const model = modelNamed(kind);
    return names.map((name) => (model ? this.words.label(model, name) : name)).join(this.words.chinese() ? '、' : ', ');
  }
  place(place: string): string {
    const key = [`privacy.place.${place}`, `encryption.column.${place}`].find((one) => this.words.has(one));
    return key ? this.words.t(key) : place;
  }
  /** Address of a record's page. */
  link(kind: string, id: string): string[] | null {
    const model = modelNamed(kind);
    return model ? ['/', recordOf(model).path, id] : null;
  }
}

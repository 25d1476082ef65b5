import { Injectable, type ArgumentMetadata, type PipeTransform } from '@nestjs/common';
import { check, fieldsOf, normalise, type Class } from '#kernel/model';
import { Invalid } from './problems.ts';

/** Brings a body into its one spelling and refuses what its model refuses. */
@Injectable()
export class RecordPipe implements PipeTransform {
  transform(value: unknown, { type, metatype }: ArgumentMetadata): unknown {
    if (type !== 'body' || !metatype || fieldsOf(metatype as Class).length === 0) return value;
    const body = normalise(metatype as Class, value);
    const faults = check(metatype as Class, body);
    if (faults.length > 0) throw new Invalid(faults);
    return body;
  }
}

import { Ref } from './fields.ts';

/** The body of `assign`: who gets the record. */
export class Assignment {
  @Ref('user') ownerId!: string;
}

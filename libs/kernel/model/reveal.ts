import { Text } from './fields.ts';

/** Which field's mask is lifted. */
export class Reveal {
  @Text({ max: 60 }) field!: string;
}

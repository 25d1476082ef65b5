import { Day, Ref, type Named } from '#kernel/model';

/** Days on which somebody else is asked instead. */
export class Delegation {
  @Ref('user') toId!: string;
  @Day() startsOn!: string;
  @Day() endsOn!: string;
}
export interface DelegationView {
  readonly to: Named;
  readonly startsOn: string;
  readonly endsOn: string;
}

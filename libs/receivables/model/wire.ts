import type { Age } from './ageing.ts';

/** What is outstanding in one currency and bucket. */
export interface AgeSum {
  readonly age: Age;
  readonly currency: string;
  readonly count: number;
  readonly amount: number;
}
/** How a contract stands: what is agreed, planned, in approval, received, invoiced and owed. */
export interface Standing {
  readonly contractId: string;
  readonly currency: string;
  readonly amount: number;
  readonly planned: number;
  /** Planned without being covered, and due before today. */
  readonly overdue: number;
  readonly received: number;
  readonly inApproval: number;
  readonly writtenOff: number;
  readonly receivable: number;
  readonly invoiced: number;
  /** Asked for, but not issued yet. */
  readonly invoicing: number;
  /** Received without standing on a row of the plan. */
  readonly unallocated: number;
}

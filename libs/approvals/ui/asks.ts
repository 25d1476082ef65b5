import { computed, type Signal } from '@angular/core';
import { onPhone } from '#workbench/ui';
import type { ApprovalState } from '#approvals/model';

/** Whether an approval stands before all else: on a phone, while somebody has to submit or to answer. Asked for where injection is possible. */
export function approvalAhead(approval: () => ApprovalState | undefined): Signal<boolean> {
  const phone = onPhone();
  return computed(() => phone() && !['approved', undefined].includes(approval()));
}

import type { ApprovalState } from '#approvals/model';

/** Whether somebody has to act: it is to be submitted, or to be answered. */
export const asksForApproval = (approval: ApprovalState | undefined): boolean => approval !== undefined && approval !== 'approved';

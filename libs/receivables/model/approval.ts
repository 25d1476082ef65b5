/** How far the approval of a payment or an invoice is. */
export const APPROVAL_STATES = ['none', 'in_approval', 'approved', 'rejected'] as const;
export const APPROVAL_TONES = { none: 'neutral', in_approval: 'warning', approved: 'success', rejected: 'danger' } as const;
export type Outcome = 'approved' | 'rejected' | 'recalled';

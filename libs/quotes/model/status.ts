export const QUOTE_STATUSES = ['draft', 'in_approval', 'approved', 'rejected', 'sent', 'accepted', 'declined', 'expired'] as const;
export type QuoteStatus = (typeof QUOTE_STATUSES)[number];
export const STATUS_TONES = {
  draft: 'neutral', in_approval: 'warning', approved: 'info', rejected: 'danger', sent: 'violet', accepted: 'success', declined: 'danger', expired: 'neutral',
}; // prettier-ignore

export const QUOTE_VERBS = ['submit', 'approve', 'reject', 'recall', 'send', 'accept', 'decline', 'expire', 'revise'] as const;
export type QuoteVerb = (typeof QUOTE_VERBS)[number];

/** From which statuses a verb leads, and where to. */
export const QUOTE_MOVES: Readonly<Record<QuoteVerb, { readonly from: readonly QuoteStatus[]; readonly to: QuoteStatus }>> = {
  submit: { from: ['draft', 'rejected'], to: 'in_approval' },
  approve: { from: ['in_approval'], to: 'approved' },
  reject: { from: ['in_approval'], to: 'rejected' },
  recall: { from: ['in_approval'], to: 'draft' },
  send: { from: ['draft', 'approved'], to: 'sent' },
  accept: { from: ['sent'], to: 'accepted' },
  decline: { from: ['sent'], to: 'declined' },
  expire: { from: ['sent'], to: 'expired' },
  revise: { from: ['approved', 'sent', 'declined', 'expired'], to: 'draft' },
};
export const quoteLeads = (verb: QuoteVerb, status: QuoteStatus): boolean => QUOTE_MOVES[verb].from.includes(status);
/** Its content may be written without making a new version. */
export const isOpen = (status: QuoteStatus): boolean => status === 'draft' || status === 'rejected';
/** Its content stays as it is: it is being approved, or was agreed on. */
export const isLocked = (status: QuoteStatus): boolean => status === 'in_approval' || status === 'accepted';

export const CONTRACT_STAGES = ['draft', 'awaiting_signature', 'declined', 'signed', 'active', 'expired', 'completed', 'terminated', 'archived', 'cancelled'] as const;
export type ContractStage = (typeof CONTRACT_STAGES)[number];
export const STAGE_TONES = {
  draft: 'neutral', awaiting_signature: 'warning', declined: 'danger', signed: 'info', active: 'success', expired: 'warning', completed: 'violet', terminated: 'danger', archived: 'neutral', cancelled: 'neutral',
}; // prettier-ignore

export const CONTRACT_VERBS = ['send', 'sign', 'decline', 'withdraw', 'revise', 'activate', 'complete', 'expire', 'terminate', 'archive', 'cancel'] as const;
export type ContractVerb = (typeof CONTRACT_VERBS)[number];

/** From which stages a verb leads, and where to. */
export const MOVES: Readonly<Record<ContractVerb, { readonly from: readonly ContractStage[]; readonly to: ContractStage }>> = {
  send: { from: ['draft'], to: 'awaiting_signature' },
  sign: { from: ['awaiting_signature'], to: 'signed' },
  decline: { from: ['awaiting_signature'], to: 'declined' },
  withdraw: { from: ['awaiting_signature'], to: 'draft' },
  revise: { from: ['declined'], to: 'draft' },
  activate: { from: ['signed'], to: 'active' },
  complete: { from: ['active', 'expired'], to: 'completed' },
  expire: { from: ['active'], to: 'expired' },
  terminate: { from: ['active'], to: 'terminated' },
  archive: { from: ['completed', 'terminated'], to: 'archived' },
  cancel: { from: ['draft', 'awaiting_signature', 'declined'], to: 'cancelled' },
};
/** Signed and not over: it binds both sides. */
export const IN_FORCE: readonly ContractStage[] = ['signed', 'active', 'expired'];
/** Neither void nor refused: what it was made from stays as it is. */
export const isLive = (stage: ContractStage): boolean => !['cancelled', 'declined', 'terminated'].includes(stage);
export const leads = (verb: ContractVerb, stage: ContractStage): boolean => MOVES[verb].from.includes(stage);

const STRAIGHT: readonly ContractStage[] = ['draft', 'awaiting_signature', 'signed', 'active', 'completed'];
const ASIDE: Readonly<Partial<Record<ContractStage, readonly ContractStage[]>>> = {
  declined: ['draft', 'awaiting_signature', 'declined'], cancelled: ['draft', 'cancelled'], terminated: ['draft', 'awaiting_signature', 'signed', 'active', 'terminated'],
  expired: ['draft', 'awaiting_signature', 'signed', 'active', 'expired', 'completed'], archived: [...STRAIGHT, 'archived'],
};
/** The stages on the way a contract goes, or went. */
export const pathOf = (stage: ContractStage): readonly ContractStage[] => ASIDE[stage] ?? STRAIGHT;

/** The verbs that lead from one stage to another, as few as there can be; null where none do. */
export function waysTo(from: ContractStage, to: ContractStage): readonly ContractVerb[] | null {
  const ways = new Map<ContractStage, readonly ContractVerb[]>([[from, []]]);
  for (const [at, way] of ways) for (const verb of CONTRACT_VERBS) if (leads(verb, at) && !ways.has(MOVES[verb].to)) ways.set(MOVES[verb].to, [...way, verb]);
  return ways.get(to) ?? null;
}

import { event } from '#kernel/model';
import type { RunState } from './approval.model.ts';

/** Somebody is asked to approve. */
export const ApprovalAsked = event<{ runId: string; taskId: string }>('approval.asked');
/** Somebody who was asked is reminded. */
export const ApprovalUrged = event<{ runId: string; taskId: string }>('approval.urged');
/** A run has ended. */
export const ApprovalDecided = event<{ runId: string; kind: string; recordId: string; outcome: RunState }>('approval.decided');

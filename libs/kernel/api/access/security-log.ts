import { Injectable, Logger } from '@nestjs/common';
import type { Outcome } from '../records/audit-row.ts';
import { currentContext } from './context.ts';

interface Entry {
  readonly says: string;
  /** Whoever watches over data should look at it. */
  readonly sensitive?: true;
  /** Told in the log alone: there is no change, and nobody who acts. */
  readonly logOnly?: true;
}

/** The inventory of events that concern security. Each is one JSON line of the log and, unless said otherwise, one row of the audit. */
export const SECURITY_EVENTS = {
  'auth.sign-in': { says: 'Somebody signed in.' },
  'auth.sign-in-failed': { says: 'A sign-in failed; the answer does not tell why.', sensitive: true },
  'auth.sign-out': { says: 'Somebody signed out, or a session was ended for them.' },
  'auth.throttled': { says: 'Too many tries; the next one has to wait.', logOnly: true },
  'auth.token-reuse': { says: 'A refresh token was used twice; its session is ended.', sensitive: true },
  'auth.password-changed': { says: 'A password was set.', sensitive: true },
  'auth.factor-changed': { says: 'A second factor was added, removed or reset.', sensitive: true },
  'access.refused': { says: 'Somebody who signed in asked for what they may not have, or what is not there for them.' },
  'admin.changed': { says: 'People, teams, roles, pipelines, options or settings were changed; the row in the audit carries the change.', logOnly: true },
  'data.export': { says: 'Records left as a file.', sensitive: true },
  'data.import': { says: 'Records came in from a file.' },
  'data.bulk': { says: 'One thing was done to many records.' },
  'data.reveal': { says: 'A masked value was shown in full.', sensitive: true },
  'data.erased': { says: 'Values of a person were erased for good.', sensitive: true },
  'privacy.searched': { says: 'Somebody was looked for in all records.', sensitive: true },
  'privacy.looked': { says: 'What is held about a person was gathered.', sensitive: true },
  'privacy.held': { says: 'A record was kept from being erased, or let go again.', sensitive: true },
  'settings.changed': { says: 'A setting of the workspace was changed.' },
  'key.changed': { says: 'A key was made, rotated or destroyed.', sensitive: true },
  'backup.done': { says: 'A backup ran, well or not.' },
  'backup.download': { says: 'A backup left as a file, sealed.', sensitive: true },
  'backup.drill': { says: 'A backup was restored for trial, well or not.' },
  'backup.restore': { says: 'A backup was restored beside the running installation, well or not.', sensitive: true },
  'backup.switch': { says: 'The installation was switched to a restored database.', sensitive: true },
  'job.failed': { says: 'A job failed.', logOnly: true },
  'audit.verified': { says: 'The chain of the audit was verified; the outcome tells how.' },
  'audit.checkpoint': { says: 'The head of the chain, signed.', logOnly: true },
  'audit.lost': { says: 'The audit is shorter than it was, or a row of it is gone.', sensitive: true },
  'audit.pruned': { says: 'Rows older than the retention were removed.' },
  'request.refused': { says: 'A request was refused before anybody was known: malformed, too large, unknown fields.', logOnly: true },
  'error.unexpected': { says: 'Something went wrong on our side.', logOnly: true },
} as const satisfies Record<string, Entry>;
export type SecurityEvent = keyof typeof SECURITY_EVENTS;

/** Which of these an action on a record is, by its name: 'customer.reveal' is data.reveal. */
const NAMED: readonly [RegExp, SecurityEvent][] = [
  [/^user\.sign-in$/, 'auth.sign-in'],
  [/^user\.sign-in-refused$/, 'auth.sign-in-failed'],
  [/^user\.(sign-out|sessions-ended)$/, 'auth.sign-out'],
  [/^user\.(password|set-password|set-up|invite|reset|link)$/, 'auth.password-changed'],
  [/^user\.(factor|factor-reset|recovery-codes|passkey|identity|step-up)$/, 'auth.factor-changed'],
  [/^user\.key$|^key\./, 'key.changed'],
  [/\.reveal$/, 'data.reveal'],
  [/\.export$/, 'data.export'],
  [/^(user|team|role|pipeline|stage|category|option|workspace|setting|provider|mail|alert|currency|currency-rate)\.|\.(un)?share$/, 'admin.changed'],
];
/** The event that an action is; null for the everyday change of a record. */
export function eventOf(action: string): SecurityEvent | null {
  return action in SECURITY_EVENTS ? (action as SecurityEvent) : (NAMED.find(([name]) => name.test(action))?.[1] ?? null);
}
/** Whether whoever watches over data should look at an action. */
export function isSensitive(action: string): boolean {
  const event = eventOf(action);
  return event !== null && 'sensitive' in SECURITY_EVENTS[event];
}

/** What there is to say of an event besides who, when and from where. */
export interface EventFacts {
  /** Who acts, when it is not whoever is signed in. */
  readonly actorId?: string | null;
  readonly sessionId?: string | null;
  /** The record it is about. */
  readonly kind?: string;
  readonly id?: string;
  readonly outcome?: Outcome;
  /** Numbers, names of fields, states; never a value that is secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}
const WARNS: Partial<Record<SecurityEvent, 'warn' | 'error'>> = { 'auth.sign-in-failed': 'warn', 'auth.token-reuse': 'warn', 'audit.lost': 'error', 'error.unexpected': 'error', 'job.failed': 'error' };
const SECRET = /password|secret|token|cookie|authorization|credential/i;

/** Tells each event that concerns security in one line of the log, always with the same words. */
@Injectable()
export class SecurityLog {
  private readonly log = new Logger('Security');

  tell(event: SecurityEvent, { actorId, sessionId, kind, id, outcome = 'done', detail }: EventFacts = {}): void {
    const context = currentContext();
    const line = {
      event, outcome, actor: actorId ?? context?.principal?.id ?? null, session: sessionId ?? context?.principal?.sessionId ?? null,
      address: context?.address ?? null, requestId: context?.requestId ?? null, object: kind ? { kind, id: id ?? null } : null,
      ...(detail ? { detail: plain(detail) } : {}),
    }; // prettier-ignore
    if (outcome === 'refused') this.log.warn(line);
    else this.log[WARNS[event] ?? 'log'](line);
  }
}

/** Facts without anything whose name says that it is secret. */
const plain = (detail: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(detail).filter(([name]) => !SECRET.test(name)));

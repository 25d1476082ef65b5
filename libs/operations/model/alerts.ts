import { Texts, Url } from '#kernel/model';
import type { Facts } from './health.ts';

/** The lines of the health page that somebody is told about when they turn bad, and again when they are well. */
export const ALERTED = ['backup-run', 'backup-age', 'backup-proof', 'backup-targets', 'disk', 'keys', 'jobs', 'audit', 'database', 'outbox', 'certificate'] as const;
export const CHANNELS = ['mail', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who is told: people by mail, another system by a signed call. */
export class AlertSettings {
  /** Nobody by mail, when there is none. */
  @Texts('email', { max: 20, optional: true }) recipients!: string[];
  @Url({ optional: true }) webhook!: string | null;
}
export interface AlertView {
  readonly name: string;
  readonly state: 'firing' | 'quiet';
  readonly since: string;
  readonly facts: Facts;
}
/** How a channel did lately. */
export interface ChannelView {
  readonly channel: Channel;
  readonly ready: boolean;
  readonly lastAt: string | null;
  readonly waiting: number;
  readonly error: string | null;
}
export interface AlertsView {
  readonly settings: { readonly recipients: readonly string[]; readonly webhook: string | null; readonly hasSecret: boolean };
  readonly channels: readonly ChannelView[];
  readonly alerts: readonly AlertView[];
}
/** What a test of the channels came to. */
export interface AlertTest {
  readonly results: readonly { readonly channel: Channel; readonly sent: boolean; readonly reason: string | null }[];
}

/** How a part of the installation does: well, to be looked at, or to be mended now. */
export const HEALTH_STATES = ['good', 'attention', 'bad'] as const;
export type HealthState = (typeof HEALTH_STATES)[number];
/** Numbers and names a line tells; those whose name ends in Bytes, Seconds or At are shown as such. */
export type Facts = Readonly<Record<string, string | number | null>>;

/** A part of the installation and how it does. Its words stand under `health.line.<key>`: its name, what `says` means, and what to do then. */
export interface HealthLine {
  readonly key: string;
  readonly state: HealthState;
  readonly says: string;
  readonly facts: Facts;
}
/** Something that went wrong, by its code and place. */
export interface ErrorLine {
  readonly code: string;
  readonly where: string;
  readonly count: number;
  readonly lastAt: string;
}
/** An instance that runs now. */
export interface InstanceView {
  readonly name: string;
  readonly version: string;
  readonly seenAt: string;
  readonly own: boolean;
}
/** The whole page. */
export interface HealthView {
  /** The worst of the lines. */
  readonly state: HealthState;
  readonly at: string;
  readonly version: string;
  readonly lines: readonly HealthLine[];
  readonly instances: readonly InstanceView[];
  readonly errors: readonly ErrorLine[];
}

const RANK: Readonly<Record<HealthState, number>> = { good: 0, attention: 1, bad: 2 };
/** The worst of some states; good, where there is none. */
export const worst = (states: readonly HealthState[]): HealthState => states.reduce((a, b) => (RANK[b] > RANK[a] ? b : a), 'good' as HealthState);
export const rankOf = (state: HealthState): number => RANK[state];

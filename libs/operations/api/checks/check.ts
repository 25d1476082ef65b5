import type { Facts, HealthLine, HealthState } from '#operations/model';

/** Looks at one part of the installation. */
export interface Check {
  /** The line that stands for all of its lines when it cannot look. */
  readonly name: string;
  lines(): Promise<readonly HealthLine[]>;
}

export const line = (key: string, state: HealthState, says: string, facts: Facts = {}): HealthLine => ({ key, state, says, facts });

/** The first of these that holds, else the last word. */
export function judged(key: string, facts: Facts, ...rules: readonly (readonly [boolean, HealthState, string])[]): HealthLine {
  const [, state, says] = rules.find(([holds]) => holds) ?? [true, 'good' as const, 'good'];
  return line(key, state, says, facts);
}

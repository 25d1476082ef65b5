import { fieldsOf, type Class, type Fault } from '#kernel/model';
import type { Made } from '../writers.ts';

export type Body = Record<string, unknown>;
/** A record as it was remembered, to be taken back. */
export interface Taken {
  readonly id: string;
  readonly version: number;
  readonly before?: Body;
  readonly told?: Body;
}
/** How the rows of a kind become records, where that takes more than their store. */
export interface Writing {
  /** What a row may hold that creates, and one that changes; null where nothing is changed. */
  readonly made: Class;
  readonly changed: Class | null;
  /** The part of a row that the model knows. */
  bare(body: Body): Body;
  /** What is wrong with the rest of it. */
  faults?(body: Body): Fault[];
  add(body: Body): Promise<Made>;
  change?(id: string, body: Body): Promise<Made | null>;
  /** Takes back what was created or changed. Throws Stale where it was edited since, or what its rules throw. */
  takeBack(record: Taken): Promise<void>;
}

const MOVED = new Set(['ownerId', 'externalId', 'externalSource']);
/** What of a row differs from a record; lines differ when there are others, or when one says something else. */
export function changesOf(old: object, body: Body, changed: Class): Body {
  const names = new Set(fieldsOf(changed).map(({ name }) => name));
  return Object.fromEntries(Object.entries(body).filter(([name, value]) => names.has(name) && !MOVED.has(name) && !says((old as Body)[name], value)));
}
export const beforeOf = (old: object, names: readonly string[]): Body => Object.fromEntries(names.map((name) => [name, (old as Body)[name] ?? null]));

function says(old: unknown, value: unknown): boolean {
  if (!Array.isArray(value) || !Array.isArray(old) || typeof value[0] !== 'object') return JSON.stringify(old ?? null) === JSON.stringify(value ?? null);
  return old.length === value.length && value.every((line: Body, index) => Object.entries(line).every(([name, own]) => ((old[index] as Body)[name] ?? null) === (own ?? null)));
}
/** The parts of a body: those that go a way of their own, and the rest. */
export function parted<K extends string>(body: Body, names: readonly K[]): { own: Partial<Record<K, string>>; rest: Body } {
  const mine = new Set<string>(names);
  const entries = Object.entries(body);
  return { own: Object.fromEntries(entries.filter(([name]) => mine.has(name))) as Partial<Record<K, string>>, rest: Object.fromEntries(entries.filter(([name]) => !mine.has(name))) };
}

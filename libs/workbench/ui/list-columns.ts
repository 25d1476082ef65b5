import { computed, signal, type Signal } from '@angular/core';
import { fieldOf, recordOf, type Class, type Field } from '#kernel/model';
import { columnsOf, columnWidth } from './list-state.ts';

/** A column as the address names it: its field and, where somebody set one, its width in pixels. */
export interface ShownColumn {
  readonly name: string;
  readonly width: number | null;
}
export const NARROWEST = 64;
export const WIDEST = 800;
/** Width of the column of ticks, and of the button of the recycle bin. */
const TICK = 52;
const RESTORE = 130;
/** How far columns give way to spare a list from scrolling sideways. */
const LEAST = 0.9;

/** 'name:320,status' as columns; names the list does not know are left out. */
export function readColumns(of: Class, text: string): ShownColumn[] {
  const known = new Set(columnsOf(of).map(({ name }) => name));
  return text.split(',').flatMap((part) => {
    const [name = '', width] = part.split(':');
    return known.delete(name) ? [{ name, width: /^\d{2,3}$/.test(width ?? '') ? bound(Number(width)) : null }] : [];
  });
}
export const writeColumns = (columns: readonly ShownColumn[]): string => columns.map(({ name, width }) => (width ? `${name}:${width}` : name)).join(',');
export const bound = (width: number): number => Math.round(Math.min(WIDEST, Math.max(NARROWEST, width)));

/** Which columns a list shows, in which order and how wide: those nobody set share the room that is left. */
export class ListColumns {
  /** Width of the list on the screen. */
  readonly room = signal(0);
  private readonly dragged = signal<ShownColumn | null>(null);
  readonly shown = computed<readonly ShownColumn[]>(() => {
    const chosen = readColumns(this.of(), this.stored());
    return chosen.length > 0 ? chosen : this.own().map((name) => ({ name, width: null }));
  });
  readonly names = computed(() => this.shown().map(({ name }) => name));
  readonly fields = computed<readonly Field[]>(() => this.names().flatMap((name) => fieldOf(this.of(), name) ?? []));
  private readonly widths = computed(() => {
    const now = this.shown().map((column) => ({ ...column, width: this.dragged()?.name === column.name ? (this.dragged()?.width ?? null) : column.width }));
    const fixed = now.reduce((sum, { width }) => sum + (width ?? 0), this.beside());
    const natural = now.reduce((sum, { name, width }) => sum + (width ? 0 : this.natural(name)), 0);
    const share = (this.room() - fixed) / Math.max(1, natural);
    const stretch = share < LEAST ? 1 : share;
    return new Map(now.map(({ name, width }) => [name, width ?? Math.floor(this.natural(name) * stretch)]));
  });
  readonly total = computed(() => [...this.widths().values()].reduce((sum, width) => sum + width, this.beside()));

  constructor(
    private readonly of: Signal<Class>,
    private readonly stored: Signal<string>,
    private readonly own: Signal<readonly string[]>,
    private readonly more: Signal<{ readonly ticks: boolean; readonly bin: boolean }>,
    /** Keeps columns; null for the list's own. */
    private readonly keep: (text: string | null) => void,
  ) {}

  width = (name: string): number => this.widths().get(name) ?? 0;

  /** A width while somebody drags. */
  drag(name: string, width: number): void {
    this.dragged.set({ name, width: bound(width) });
  }
  /** Sets a width for good; null lets the column share the room again. */
  settle(name: string, width: number | null): void {
    this.dragged.set(null);
    this.write(this.shown().map((column) => (column.name === name ? { name, width: width === null ? null : bound(width) } : column)));
  }
  toggle(name: string): void {
    const shown = this.shown();
    const next = this.names().includes(name) ? shown.filter((one) => one.name !== name) : [...shown, { name, width: null }];
    if (next.length > 0) this.write(next);
  }
  move(name: string, to: number): void {
    const next = [...this.shown()];
    const from = next.findIndex((column) => column.name === name);
    if (from < 0 || to < 0 || to >= next.length) return;
    next.splice(to, 0, ...next.splice(from, 1));
    this.write(next);
  }
  reset(): void {
    this.keep(null);
  }
  text = (): string => writeColumns(this.shown());

  private write(columns: readonly ShownColumn[]): void {
    this.keep(writeColumns(columns));
  }
  private beside = (): number => (this.more().ticks ? TICK : 0) + (this.more().bin ? RESTORE : 0);
  private natural(name: string): number {
    const field = fieldOf(this.of(), name);
    return field ? columnWidth(field, name === recordOf(this.of()).title) : NARROWEST;
  }
}

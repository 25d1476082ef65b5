import type { Shortcut } from '#kernel/ui';

/** What the keys of a list do. */
export interface ListActs {
  readonly tick: () => void;
  readonly create: () => void;
  readonly step: (by: 1 | -1) => void;
  readonly extend: (by: 1 | -1) => void;
  readonly preview: () => void;
  readonly open: () => void;
  readonly edit: () => void;
  readonly clear: () => void;
  readonly deselect: () => void;
}

/** The keys of a list page. */
export const listKeys = (list: HTMLElement, acts: ListActs): Shortcut[] => [
  { keys: 'j', does: 'ui.keyNext', run: () => acts.step(1) },
  { keys: 'k', does: 'ui.keyPrevious', run: () => acts.step(-1) },
  { keys: 'ArrowDown', does: 'ui.keyNext', run: () => acts.step(1) },
  { keys: 'ArrowUp', does: 'ui.keyPrevious', run: () => acts.step(-1) },
  { keys: 'Enter', does: 'ui.keyOpen', run: acts.open },
  { keys: ' ', does: 'ui.keyPreview', run: acts.preview },
  { keys: 'e', does: 'ui.keyEditCell', run: acts.edit },
  { keys: 'x', does: 'ui.keySelect', run: acts.tick },
  { keys: 'Shift+ArrowDown', does: 'ui.keyExtend', run: () => acts.extend(1) },
  { keys: 'Shift+ArrowUp', does: 'ui.keyExtend', run: () => acts.extend(-1) },
  { keys: 'Escape', does: 'ui.clearSelection', run: acts.deselect },
  { keys: 'f', does: 'ui.keyFilter', run: () => list.querySelector<HTMLButtonElement>('crm-filter-bar .add')?.click() },
  { keys: 'F', does: 'ui.clearFilters', run: acts.clear },
  { keys: '/', does: 'ui.keySearch', run: () => list.querySelector<HTMLInputElement>('.search input')?.focus() },
  { keys: 'c', does: 'ui.keyCreate', run: acts.create },
];

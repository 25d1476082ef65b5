import type { Shortcut } from '#kernel/ui';
import { listKeys, type ListActs } from './list-keys.ts';

type Told = readonly Pick<Shortcut, 'keys' | 'does'>[];
/** The keys of lists, record pages, boards and forms, for those who want to know them all. */
export const KEY_GUIDE: Readonly<Record<'list' | 'record' | 'board' | 'form', Told>> = {
  list: listKeys(document.body, {} as ListActs),
  record: [{ keys: 'e', does: 'ui.edit' }, { keys: 'Alt+ArrowUp', does: 'ui.keyPrevious' }, { keys: 'Alt+ArrowDown', does: 'ui.keyNext' }],
  board: [{ keys: 'c', does: 'ui.keyCreate' }, { keys: 'Enter', does: 'ui.keyOpen' }, { keys: 'Shift+ArrowLeft', does: 'ui.keyMoveLeft' }, { keys: 'Shift+ArrowRight', does: 'ui.keyMoveRight' }],
  form: [{ keys: 'Ctrl+Enter', does: 'ui.save' }, { keys: 'Ctrl+Shift+Enter', does: 'ui.saveAndNew' }, { keys: 'Escape', does: 'ui.keyLeave' }],
}; // prettier-ignore

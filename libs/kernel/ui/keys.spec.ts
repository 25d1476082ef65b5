import { Component, inject } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Keys } from './keys.ts';

const pressed: string[] = [];

@Component({ selector: 'crm-keys-test', template: '<input />' })
class Page {
  constructor() {
    inject(Keys).use(
      { keys: 'c', does: '', run: () => pressed.push('c') },
      { keys: 'g o', does: '', run: () => pressed.push('g o') },
      { keys: 'Ctrl+Enter', does: '', run: () => pressed.push('save') },
    );
  }
}

describe('keys', () => {
  const press = (target: EventTarget, init: KeyboardEventInit) => target.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));

  it('work on the page, rest while somebody types or composes, and leave with their page', async () => {
    const fixture = TestBed.createComponent(Page);
    document.body.append(fixture.nativeElement as HTMLElement);
    const input = (fixture.nativeElement as HTMLElement).querySelector('input') as HTMLInputElement;
    press(document.body, { key: 'c' });
    press(document.body, { key: 'g' });
    press(document.body, { key: 'o' });
    press(input, { key: 'c' });
    press(document.body, { key: 'c', isComposing: true });
    press(input, { key: 'Enter', ctrlKey: true });
    expect(pressed).toEqual(['c', 'g o', 'save']);
    fixture.destroy();
    press(document.body, { key: 'c' });
    expect(pressed).toHaveLength(3);
  });
});

import { TestBed } from '@angular/core/testing';
import { App } from './app.ts';

describe('the first page', () => {
  it('switches its language', async () => {
    const fixture = TestBed.createComponent(App);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    page.querySelector('button')?.click();
    await fixture.whenStable();
    expect(page.querySelector('h1')?.textContent).toContain('欢迎');
  });
});

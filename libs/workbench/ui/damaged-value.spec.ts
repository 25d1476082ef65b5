import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import { Email, fieldOf, InputOf, kernelWords, PartialType, RecordOf, RecordView, Text, Texts, UNREADABLE, type Field } from '#kernel/model';
import { Session, WORDS } from '#kernel/ui';
import { RecordEditor, type Edit } from './record-editor.ts';
import { Value } from './value.ts';

@RecordOf({ name: 'friend', path: 'friends' })
class Friend extends RecordView {
  @Text({ max: 20 }) name!: string;
  @Email({ optional: true, sensitive: 2 }) mail!: string | null;
  @Texts('phone', { sensitive: 2 }) phones!: string[];
}
class NewFriend extends InputOf(Friend) {}
class FriendChange extends PartialType(NewFriend) {}

const words = { friend: { one: 'Friend', many: 'Friends', field: { name: 'Name', mail: 'Mail', phones: 'Phones' }, group: { main: 'Main' } } };
const layout = { of: Friend, create: NewFriend, change: FriendChange, groups: [{ key: 'friend.group.main', fields: ['name', 'mail', 'phones'] }] };

function set(record: object) {
  localStorage.setItem('rapport.language', 'en');
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(), provideHttpClientTesting(),
      provideTransloco({ config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en', missingHandler: { logMissingKey: false } }, loader: class { getTranslation = () => of({}); } }),
      { provide: WORDS, useValue: [kernelWords, { en: words, 'zh-CN': words }] },
      { provide: MAT_DIALOG_DATA, useValue: { layout, record, start: {} } as unknown as Edit },
      { provide: MatDialogRef, useValue: { backdropClick: () => of(), close: () => undefined } },
    ],
  }); // prettier-ignore
  return TestBed.inject(HttpTestingController);
}
async function shown(name: string, record: object): Promise<HTMLElement> {
  const fixture = TestBed.createComponent(Value);
  fixture.componentRef.setInput('of', Friend);
  fixture.componentRef.setInput('field', fieldOf(Friend, name) as Field);
  fixture.componentRef.setInput('record', record);
  await fixture.whenStable();
  return fixture.nativeElement as HTMLElement;
}

describe('a damaged or masked value', () => {
  it('says that it cannot be opened, beside those that can, and is no link', async () => {
    const record = { id: '1', phones: ['+8613812345678', UNREADABLE], mail: UNREADABLE };
    set(record);
    const phones = await shown('phones', record);
    expect(phones.textContent).toContain('138 1234 5678');
    expect(phones.querySelector('.lost')?.textContent).toContain('unreadable');
    const mail = await shown('mail', record);
    expect([mail.querySelector('a'), mail.querySelector('.lost')?.textContent?.trim()]).toEqual([null, 'unreadable']);
  });

  it('C5: is not sent by an edit of something else', async () => {
    const http = set({ id: '1', version: 3, name: 'Ann', mail: UNREADABLE, phones: [UNREADABLE] });
    const fixture = TestBed.createComponent(RecordEditor);
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    const [name, mail] = page.querySelectorAll<HTMLInputElement>('input');
    expect([mail?.value, mail?.placeholder]).toEqual(['', 'unreadable']);
    Object.assign(name as HTMLInputElement, { value: 'Anna' }).dispatchEvent(new Event('input'));
    await fixture.whenStable();
    page.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await fixture.whenStable();
    expect(http.expectOne('/api/v1/friends/1').request.body).toEqual({ name: 'Anna' });
  });

  it('C7: opens behind its mask for those who may, by one request that the audit sees', async () => {
    const record = { id: '1', phones: ['+86138****5678'] };
    const http = set(record);
    expect((await shown('phones', record)).querySelector('button')).toBeNull();
    TestBed.inject(Session).me.set({ user: {}, permissions: { 'friend.reveal': 'all' }, workspace: {} } as never);
    const page = await shown('phones', record);
    page.querySelector('button')?.click();
    const { request, flush } = ((one) => ({ request: one.request, flush: one.flush.bind(one) }))(http.expectOne('/api/v1/friends/1/reveal'));
    expect(request.body).toEqual({ field: 'phones' });
    flush({ field: 'phones', value: ['+8613812345678'] });
    await vi.waitFor(() => expect(page.textContent).toContain('138 1234 5678'));
  });
});

import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { MatInputHarness } from '@angular/material/input/testing';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import { InputOf, kernelWords, Money, PartialType, RecordOf, RecordView, Text } from '#kernel/model';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { RecordEditor, type Edit } from './record-editor.ts';
import { Session, WORDS, type Me } from '#kernel/ui';

@RecordOf({ name: 'gadget', path: 'gadgets' })
class Gadget extends RecordView {
  @Text({ max: 5 }) name!: string;
  @Money({ optional: true }) cost!: number | null;
}
class NewGadget extends InputOf(Gadget) {}
class GadgetChange extends PartialType(NewGadget) {}

const gadgetWords = { gadget: { one: 'Gadget', many: 'Gadgets', field: { name: 'Name', cost: 'Cost' }, group: { main: 'Main' } } };
const layout = { of: Gadget, create: NewGadget, change: GadgetChange, groups: [{ key: 'gadget.group.main', fields: ['name', 'cost'] }] };

async function editor(record: Partial<Gadget> | null = null, fields: Me['fields'] = {}) {
  localStorage.setItem('rapport.language', 'en');
  const closed = vi.fn();
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(), provideHttpClientTesting(),
      provideTransloco({ config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en', missingHandler: { logMissingKey: false } }, loader: class { getTranslation = () => of({}); } }),
      { provide: WORDS, useValue: [kernelWords, { en: gadgetWords, 'zh-CN': gadgetWords }] },
      { provide: MAT_DIALOG_DATA, useValue: { layout, record, start: {} } as unknown as Edit },
      { provide: MatDialogRef, useValue: { backdropClick: () => of(), close: closed } },
    ],
  }); // prettier-ignore
  TestBed.inject(Session).me.set({ user: {}, permissions: {}, workspace: {}, fields } as unknown as Me);
  const fixture = TestBed.createComponent(RecordEditor);
  const [name, cost] = (await TestbedHarnessEnvironment.loader(fixture).getAllHarnesses(MatInputHarness)) as [MatInputHarness, MatInputHarness];
  const page = fixture.nativeElement as HTMLElement;
  const save = async () => {
    page.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
    await fixture.whenStable();
  };
  return { page, name, cost, save, closed, http: TestBed.inject(HttpTestingController) };
}

describe('the editor', () => {
  it('asks for what is required before it sends anything', async () => {
    const { page, save, http } = await editor();
    await save();
    expect(page.querySelector('.error')?.textContent).toContain('Required.');
    http.verify();
  });

  it('sends money in minor units, and closes with what was saved', async () => {
    const { name, cost, save, closed, http } = await editor();
    await name.setValue('Lamp');
    await cost.setValue('12.5');
    (await cost.host()).dispatchEvent('change');
    await save();
    const { request, flush } = open(http.expectOne('/api/v1/gadgets'));
    expect(request.body).toMatchObject({ name: 'Lamp', cost: 1250 });
    flush({ id: '1', version: 1, name: 'Lamp' });
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
    expect(closed).toHaveBeenCalledWith(expect.objectContaining({ id: '1' }));
  });

  it('puts what the server refuses on its field, until that is changed', async () => {
    const { page, name, save, http } = await editor();
    await name.setValue('Lamp');
    await save();
    open(http.expectOne('/api/v1/gadgets')).fail({ code: 'taken', errors: [{ pointer: '/name', code: 'taken' }] }, 409);
    await vi.waitFor(() => expect(page.querySelector('.field .error')?.textContent).toContain('This value exists already.'));
    await name.setValue('Lampe');
    await vi.waitFor(() => expect(page.querySelector('.field .error')).toBeNull());
  });

  it('changes only what was changed, on the version it was made on', async () => {
    const { name, save, http } = await editor({ id: '7', version: 3, name: 'Lamp', cost: 5 });
    await name.setValue('Bulb');
    await save();
    const { request } = open(http.expectOne('/api/v1/gadgets/7'));
    expect([request.method, request.body, request.headers.get('If-Match')]).toEqual(['PATCH', { name: 'Bulb' }, '"3"']);
  });

  it('asks for no field that may not be written, and sends none', async () => {
    const { page, name, save, http } = await editor({ id: '7', version: 3, name: 'Lamp' }, { 'gadget.cost': 'masked' });
    expect(page.querySelectorAll('.field').length).toBe(1);
    await name.setValue('Bulb');
    await save();
    expect(http.expectOne('/api/v1/gadgets/7').request.body).toEqual({ name: 'Bulb' });
  });
  it('leaves a hidden field out of a new record, even as nothing', async () => {
    const { name, save, http } = await editor(null, { 'gadget.cost': 'hidden' });
    await name.setValue('Bulb');
    await save();
    expect(http.expectOne('/api/v1/gadgets').request.body).not.toHaveProperty('cost');
  });
});

/** A request that waits for its answer. */
function open(test: ReturnType<HttpTestingController['expectOne']>) {
  return {
    request: test.request,
    flush: (body: object) => test.flush(body),
    fail: (body: object, status: number) => test.flush(body, { status, statusText: 'no' }),
  };
}

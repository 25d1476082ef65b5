import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import { approvalsWords, type RunView } from '#approvals/model';
import { kernelWords } from '#kernel/model';
import { Toast, WORDS } from '#kernel/ui';
import { RunActions } from './run-actions.ts';

const may = { taskId: 'task', recall: false, urge: false, comment: true, copy: true, returns: [], reassign: false };
const run = (more: Partial<RunView> = {}): RunView => ({ id: 'run', title: 'Lamps', state: 'running', tasks: [], may, ...more }) as unknown as RunView;

function show(view: RunView) {
  localStorage.setItem('rapport.language', 'en');
  TestBed.configureTestingModule({
    providers: [
      provideHttpClient(), provideHttpClientTesting(),
      provideTransloco({ config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en', missingHandler: { logMissingKey: false } }, loader: class { getTranslation = () => of({}); } }),
      { provide: WORDS, useValue: [kernelWords, approvalsWords] },
    ],
  }); // prettier-ignore
  const fixture = TestBed.createComponent(RunActions);
  fixture.componentRef.setInput('run', view);
  const answered: RunView[] = [];
  const changed: RunView[] = [];
  fixture.componentInstance.answered.subscribe((one) => answered.push(one));
  fixture.componentInstance.changed.subscribe((one) => changed.push(one));
  fixture.detectChanges();
  const buttons = () => [...(fixture.nativeElement as HTMLElement).querySelectorAll('button')].map(({ innerText, textContent }) => (innerText || textContent || '').trim());
  return { fixture, http: TestBed.inject(HttpTestingController), answered, changed, buttons };
}
const settled = () => new Promise((next) => setTimeout(next));

describe('the answers to what one is asked', () => {
  it('are there for whoever is asked, and for nobody else', () => {
    expect(show(run()).buttons().slice(0, 2)).toEqual(['Agree', 'Refuse']);
    TestBed.resetTestingModule();
    expect(show(run({ may: { ...may, taskId: null, urge: true, recall: true } })).buttons().slice(0, 2)).toEqual(['Remind', 'Recall']);
  });

  it('are sent once, and say that the turn is over', async () => {
    const { fixture, http, answered } = show(run());
    void fixture.componentInstance.agree();
    void fixture.componentInstance.agree();
    http.expectOne('/api/v1/approval-tasks/task/agree').flush(run({ state: 'approved' }));
    await settled();
    expect(answered.map(({ state }) => state)).toEqual(['approved']);
  });

  it('show what became of it when somebody else was quicker', async () => {
    const { fixture, http, answered, changed } = show(run());
    void fixture.componentInstance.agree();
    http.expectOne('/api/v1/approval-tasks/task/agree').flush({ code: 'approval-handled', status: 409 }, { status: 409, statusText: 'Conflict' });
    await settled();
    http.expectOne('/api/v1/approval-runs/run').flush(run({ state: 'rejected', may: { ...may, taskId: null } }));
    await settled();
    expect([answered, changed.map(({ state }) => state)]).toEqual([[], ['rejected']]);
    expect(TestBed.inject(Toast).messages().map(({ text }) => text)).toEqual(['This was answered already.']);
  });
});

import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import type { BatchResult, DelegationView, FlowDefinition, FlowHead, FlowVersion, FlowView, InboxPage, Prediction, RecordApproval, RunView, Tab } from '#approvals/model';

const AT = '/api/v1/approvals';
const RUNS = '/api/v1/approval-runs';
const TASKS = '/api/v1/approval-tasks';
const FLOWS = '/api/v1/approval-flows';
const as = (version: number) => ({ headers: { 'If-Match': `"${version}"` } });

/** A kind of record that can be approved. */
export interface ApprovableKind {
  readonly kind: string;
  readonly typeSet: string | null;
}

/** Approvals over the API. */
@Injectable({ providedIn: 'root' })
export class ApprovalsClient {
  private readonly http = inject(HttpClient);

  inbox(tab: Tab, after: string | null): Promise<InboxPage> {
    return this.get(AT, { tab, ...(after ? { after } : {}) });
  }
  run(id: string): Promise<RunView> {
    return this.get(`${RUNS}/${id}`);
  }
  ofRecord(kind: string, id: string): Promise<RecordApproval> {
    return this.get(`${AT}/${kind}/${id}`);
  }
  prediction(kind: string, id: string, chosen: readonly string[]): Promise<Prediction> {
    return this.get(`${AT}/${kind}/${id}/prediction`, chosen.length > 0 ? { chosen: chosen.join(',') } : {});
  }
  submit(kind: string, id: string, version: number, chosen: readonly string[]): Promise<{ status: 'running' | 'approved' }> {
    return firstValueFrom(this.http.post<{ status: 'running' | 'approved' }>(`${AT}/${kind}/${id}/submit`, { chosen }, as(version)));
  }

  /** An answer to what one is asked: agree, refuse, return, transfer, add-signer, reassign. */
  answer(taskId: string, action: string, body: object): Promise<RunView> {
    return this.post(`${TASKS}/${taskId}/${action}`, body);
  }
  async agreeToMany(tasks: readonly string[]): Promise<readonly BatchResult[]> {
    return (await this.post<{ items: BatchResult[] }>(`${TASKS}/agree`, { tasks })).items;
  }
  /** What may be done besides answering: recall, comment, copy, urge. */
  beside(runId: string, action: string, body: object): Promise<RunView> {
    return this.post(`${RUNS}/${runId}/${action}`, body);
  }

  async delegation(): Promise<DelegationView | null> {
    return (await this.get<{ delegation: DelegationView | null }>(`${AT}/delegation`)).delegation;
  }
  async delegate(body: { toId: string; startsOn: string; endsOn: string }): Promise<DelegationView | null> {
    return (await firstValueFrom(this.http.put<{ delegation: DelegationView | null }>(`${AT}/delegation`, body))).delegation;
  }
  stay(): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${AT}/delegation`));
  }

  flows(): Promise<{ items: FlowHead[]; kinds: ApprovableKind[] }> {
    return this.get(FLOWS);
  }
  flow(id: string): Promise<FlowView> {
    return this.get(`${FLOWS}/${id}`);
  }
  async versions(id: string): Promise<FlowVersion[]> {
    return (await this.get<{ items: FlowVersion[] }>(`${FLOWS}/${id}/versions`)).items;
  }
  addFlow(kind: string, name: string, definition: FlowDefinition): Promise<FlowView> {
    return this.post(FLOWS, { kind, name, ...definition });
  }
  writeFlow({ id, version }: FlowHead, name: string, definition: FlowDefinition): Promise<FlowView> {
    return firstValueFrom(this.http.put<FlowView>(`${FLOWS}/${id}`, { name, ...definition }, as(version)));
  }
  /** Puts a flow in force, or takes it out of force. */
  setFlow({ id, version }: FlowHead, action: 'publish' | 'withdraw'): Promise<FlowView> {
    return firstValueFrom(this.http.post<FlowView>(`${FLOWS}/${id}/${action}`, {}, as(version)));
  }
  removeFlow({ id, version }: FlowHead): Promise<unknown> {
    return firstValueFrom(this.http.delete(`${FLOWS}/${id}`, as(version)));
  }
  orderFlows(kind: string, ids: readonly string[]): Promise<unknown> {
    return this.post(`${FLOWS}/order`, { kind, ids });
  }
  tryFlow(id: string, recordId: string, name: string, definition: FlowDefinition): Promise<Prediction> {
    return this.post(`${FLOWS}/${id}/try`, { recordId, draft: [{ name, ...definition }] });
  }

  private get<T>(url: string, params: Record<string, string> = {}): Promise<T> {
    return firstValueFrom(this.http.get<T>(url, { params }));
  }
  private post<T>(url: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(url, body));
  }
}

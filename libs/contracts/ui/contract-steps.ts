import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { Formats, Session, Toast } from '#kernel/ui';
import { Confirm, Records, VerbDialog } from '#workbench/ui';
import { DocumentsClient } from '#documents/ui';
import { Amendment, Contract, leads, NewAmendment, Sign, WithReason, type ContractVerb } from '#contracts/model';

const VERBS: readonly ContractVerb[] = ['send', 'sign', 'activate', 'complete', 'archive', 'revise', 'withdraw', 'decline', 'terminate', 'cancel'];
const REASONED = ['decline', 'terminate', 'cancel'];
export type Step = ContractVerb | 'submit' | 'amend' | 'renew';

/** What comes next for a contract, and how it is done. */
@Injectable({ providedIn: 'root' })
export class ContractSteps {
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly dialog = inject(VerbDialog);
  private readonly confirm = inject(Confirm);
  private readonly formats = inject(Formats);
  private readonly toast = inject(Toast);
  private readonly router = inject(Router);
  private readonly documents = inject(DocumentsClient);

  /** The one step that is obvious. */
  first(contract: Contract): Step | null {
    if (!this.session.can('contract.update') || contract.approval === 'in_approval') return null;
    if (contract.stage === 'draft' && contract.approval !== 'approved') return 'submit';
    return VERBS.find((verb) => leads(verb, contract.stage)) ?? null;
  }
  /** Whether the obvious step can be taken as things stand: a contract is over once all is delivered and paid. */
  ready({ receivable, milestones }: Contract, step: Step): boolean {
    return step !== 'complete' || (!(receivable > 0) && milestones.every(({ doneOn }) => doneOn));
  }
  /** All others that are possible. */
  others(contract: Contract): Step[] {
    if (contract.approval === 'in_approval') return [];
    const update = this.session.can('contract.update');
    const verbs: Step[] = update ? VERBS.filter((verb) => leads(verb, contract.stage) && (verb !== 'send' || contract.approval === 'approved')) : [];
    if (['signed', 'active', 'expired'].includes(contract.stage) && this.session.can('amendment.create')) verbs.push('amend');
    if (['active', 'expired', 'completed'].includes(contract.stage) && this.session.can('contract.create')) verbs.push('renew');
    return verbs.filter((step) => step !== this.first(contract));
  }

  async take(contract: Contract, step: Step): Promise<void> {
    try {
      if (step === 'submit') document.querySelector('crm-approval-panel')?.scrollIntoView({ behavior: 'smooth', block: 'center' });
      else if (step === 'sign') await this.sign(contract);
      else if (step === 'amend') await this.amend(contract);
      else if (step === 'renew') await this.renew(contract);
      else if (REASONED.includes(step)) await this.reasoned(contract, step);
      else await this.records.verb(Contract, contract, step);
    } catch (error) {
      this.toast.fail(error);
    }
  }

  private async sign(contract: Contract): Promise<void> {
    const [file] = await this.documents.of('contract', contract.id);
    await this.dialog.open({
      title: 'contract.action.sign', says: file ? 'contract.signsFile' : 'contract.signsNone', params: { name: file?.name }, yes: 'contract.action.sign',
      of: Sign, names: ['signer', 'signedOn'], start: { signedOn: this.formats.today }, labels: { signer: 'contract.field.signer', signedOn: 'contract.field.signedOn' },
      send: (body) => this.records.verb(Contract, contract, 'sign', { ...body, ...(file ? { documentId: file.id } : {}) }),
    }); // prettier-ignore
  }
  private async reasoned(contract: Contract, step: Step): Promise<void> {
    const send = (body: object) => this.records.verb(Contract, contract, step, body);
    await this.dialog.open({ title: `contract.action.${step}`, says: `contract.says.${step}`, yes: `contract.action.${step}`, of: WithReason, names: ['reason'], labels: { reason: 'contract.field.reason' }, send });
  }
  private async amend(contract: Contract): Promise<void> {
    const made = await this.dialog.open<Amendment>({
      title: 'contract.action.amend', says: 'contract.says.amend', yes: 'contract.action.amend', of: NewAmendment, names: ['name', 'effectiveOn'], start: { contractId: contract.id, effectiveOn: this.formats.today },
      labels: { name: 'amendment.field.name', effectiveOn: 'amendment.field.effectiveOn' },
      // What is not said stays as it is in the contract.
      send: ({ name, effectiveOn }) => this.records.create(Amendment, { contractId: contract.id, name, effectiveOn }),
    }); // prettier-ignore
    if (made) await this.router.navigate(['/amendments', made.id, 'edit']);
  }
  private async renew(contract: Contract): Promise<void> {
    if (!(await this.confirm.ask('contract.says.renew', 'contract.action.renew', { name: contract.name }))) return;
    const next = await this.records.verb(Contract, contract, 'renew');
    await this.router.navigate(['/contracts', next.id, 'edit']);
  }
}

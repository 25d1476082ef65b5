import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Badges, Icon, problemOf, T, Toast } from '#kernel/ui';
import type { RunView } from '#approvals/model';
import { AnswerDialog, type Question } from './answer-dialog.ts';
import { ApprovalsClient } from './approvals-client.ts';

/** What whoever looks may do with a submission: the two answers large, the rest in a menu. */
@Component({
  selector: 'crm-run-actions',
  imports: [Icon, MatButton, MatIconButton, MatMenuModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (run().may.taskId; as task) {
      <button matButton="filled" class="agree" [disabled]="busy()" (click)="agree()"><crm-icon name="check" />{{ 'approval.agree' | t }}</button>
      <button matButton="outlined" class="refuse" [disabled]="busy()" (click)="refuse()"><crm-icon name="close" />{{ 'approval.refuse' | t }}</button>
    } @else {
      @if (run().may.urge) { <button matButton="outlined" [disabled]="busy()" (click)="beside('urge')"><crm-icon name="schedule" />{{ 'approval.urge' | t }}</button> }
      @if (run().may.recall) { <button matButton [disabled]="busy()" (click)="beside('recall', recall)"><crm-icon name="restore" />{{ 'approval.recall' | t }}</button> }
    }
    @if (run().may.comment || run().may.reassign) {
      <button matIconButton class="more" [matMenuTriggerFor]="more" [attr.aria-label]="'ui.more' | t"><crm-icon name="more" /></button>
      <mat-menu #more="matMenu">
        @if (run().may.taskId) {
          <button mat-menu-item (click)="answer(back())">{{ 'approval.return' | t }}</button>
          <button mat-menu-item (click)="answer(transfer)">{{ 'approval.transfer' | t }}</button>
          <button mat-menu-item (click)="answer(signer)">{{ 'approval.addSigner' | t }}</button>
          @if (run().may.urge) { <button mat-menu-item (click)="beside('urge')">{{ 'approval.urge' | t }}</button> }
          @if (run().may.recall) { <button mat-menu-item (click)="beside('recall', recall)">{{ 'approval.recall' | t }}</button> }
        }
        @if (run().may.comment) { <button mat-menu-item (click)="beside('comment', remark)">{{ 'approval.commentOn' | t }}</button> <button mat-menu-item (click)="beside('copy', copy)">{{ 'approval.copyTo' | t }}</button> }
        @if (run().may.reassign) { @for (task of open(); track task.id) { <button mat-menu-item (click)="reassign(task.id)">{{ 'approval.reassign' | t: { name: task.person.name } }}</button> } }
      </mat-menu>
    }
  `,
  styles: `
    :host { display: flex; align-items: center; gap: 8px; } button crm-icon { width: 18px; height: 18px; } .agree { min-width: 104px; }
    .refuse { --mat-button-outlined-label-text-color: light-dark(#a6211a, #ffa79f); min-width: 104px; }
    @media (max-width: 767px) { :host { gap: 10px; } .agree, .refuse { flex: 1; height: 48px; font-size: 16px; } .more { width: 48px; height: 48px; } }
  `,
})
export class RunActions {
  readonly run = input.required<RunView>();
  /** What became of it. */
  readonly changed = output<RunView>();
  /** It was one's own turn, and it is over. */
  readonly answered = output<RunView>();
  private readonly client = inject(ApprovalsClient);
  private readonly dialog = inject(AnswerDialog);
  private readonly toast = inject(Toast);
  private readonly badges = inject(Badges);
  protected readonly busy = signal(false);
  protected readonly recall: Question = { action: 'recall', comment: 'possible' };
  protected readonly remark: Question = { action: 'comment', comment: 'needed' };
  protected readonly copy: Question = { action: 'copy', comment: 'none', person: true };
  protected readonly transfer: Question = { action: 'transfer', comment: 'possible', person: true };
  protected readonly signer: Question = { action: 'add-signer', comment: 'possible', person: true, place: true };

  protected open = () => this.run().tasks.filter(({ state }) => state === 'open');
  protected back = (): Question => ({ action: 'return', comment: 'needed', returns: this.run().may.returns });

  /** Agrees without a word. */
  agree(): Promise<void> {
    const { taskId } = this.run().may;
    return taskId && !this.busy() ? this.during(() => this.client.answer(taskId, 'agree', {}), true, 'approval.agreed') : Promise.resolve();
  }
  refuse(): Promise<void> {
    return this.answer({ action: 'refuse', comment: 'needed' });
  }
  protected async answer(question: Question): Promise<void> {
    const { taskId } = this.run().may;
    if (!taskId || this.busy()) return;
    const body = await this.dialog.ask(question);
    if (body) await this.during(() => this.client.answer(taskId, question.action, body), true, `approval.done.${question.action}`);
  }
  protected async beside(action: string, question: Question | null = null): Promise<void> {
    const body = question ? await this.dialog.ask(question) : {};
    if (body) await this.during(() => this.client.beside(this.run().id, action, body), false, `approval.done.${action}`);
  }
  protected async reassign(taskId: string): Promise<void> {
    const body = await this.dialog.ask({ action: 'transfer', comment: 'possible', person: true });
    if (body) await this.during(() => this.client.answer(taskId, 'reassign', body), false, 'approval.done.transfer');
  }

  private async during(work: () => Promise<RunView>, own: boolean, says: string): Promise<void> {
    this.busy.set(true);
    try {
      const run = await work();
      this.toast.show(says, { title: run.title });
      if (own) this.answered.emit(run);
      this.changed.emit(run);
    } catch (error) {
      this.toast.fail(error);
      // Somebody was quicker: what became of it is shown.
      if (problemOf(error).code === 'approval-handled') this.changed.emit(await this.client.run(this.run().id));
    } finally {
      this.busy.set(false);
      this.badges.again();
    }
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { Formats, Icon, problemOf, Session, T, Toast } from '#kernel/ui';
import { RecordPage, Records, StagePath } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { ClosingDialog, type Ending } from './closing.ts';
import { LinesTable } from './lines-table.ts';
import { MissingFields } from './missing-fields.ts';
import { OPPORTUNITY_FORM } from './opportunity-form.ts';
import { StagePassages } from './stage-passages.ts';
import { Stages } from './stages.ts';

/** A deal: where it stands, what it is worth, how it goes on. */
@Component({
  selector: 'crm-opportunity-page',
  imports: [Icon, LinesTable, MatButton, MatMenuModule, RecordPage, StagePassages, StagePath, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="shown()">
      <ng-container actions>
        @if (page.current(); as deal) {
          @if (deal.status === 'open' && session.can('opportunity.update')) {
            @if (following(); as to) { <button matButton="filled" (click)="move(to.id)">{{ 'opportunity.action.advance' | t }}</button> }
            <button matButton="outlined" [matMenuTriggerFor]="ends">{{ 'opportunity.action.close' | t }}</button>
            <mat-menu #ends="matMenu">
              @for (ending of endings; track ending) { <button mat-menu-item (click)="end(ending)">{{ 'opportunity.action.' + ending | t }}</button> }
            </mat-menu>
          } @else if (deal.status !== 'open' && session.can('opportunity.reopen')) { <button matButton="outlined" (click)="reopen()">{{ 'opportunity.action.reopen' | t }}</button> }
        }
      </ng-container>
      <ng-container path>
        @if (page.current(); as deal) {
          @if (stages.late(deal); as days) { <p class="late"><crm-icon name="schedule" /> {{ 'opportunity.stale' | t: { n: days } }}</p> }
          <crm-stage-path [stages]="path()" [stageId]="deal.stageId" [outcome]="deal.status === 'open' ? null : deal.status" [locked]="deal.status !== 'open' || !session.can('opportunity.update')" (chosen)="move($event)" />
        }
      </ng-container>
      <ng-container lines>
        @if (page.current(); as deal) { @if (deal.lines.length > 0) { <crm-lines-table [deal]="deal" /> } }
      </ng-container>
      <ng-container related>@if (page.current(); as deal) { <crm-stage-passages [deal]="deal" /> }</ng-container>
    </crm-record-page>
  `,
  styles: '.late { display: flex; align-items: center; gap: 6px; margin: 4px 0 0; font-size: 13px; color: light-dark(#8a5300, #ffca7a); } .late crm-icon { width: 16px; height: 16px; }',
})
export class OpportunityPage {
  readonly id = input.required<string>();
  protected readonly layout = OPPORTUNITY_FORM;
  protected readonly endings: readonly Ending[] = ['win', 'lose', 'invalidate'];
  protected readonly page = viewChild.required<RecordPage<Opportunity>>('page');
  protected readonly session = inject(Session);
  protected readonly stages = inject(Stages);
  private readonly records = inject(Records);
  private readonly missing = inject(MissingFields);
  private readonly closing = inject(ClosingDialog);
  private readonly toast = inject(Toast);
  private readonly formats = inject(Formats);

  private readonly deal = computed(() => this.page().current());
  /** What counts while it is open, and what counts once it has ended. */
  protected readonly shown = computed((): (keyof Opportunity & string)[] => {
    const status = this.deal()?.status ?? 'open';
    const end: (keyof Opportunity & string)[] = status === 'open' ? ['weighted', 'expectedCloseOn'] : status === 'won' ? ['closedOn'] : ['closedOn', 'lostReason'];
    return ['customerId', 'amount', ...end, 'ownerId'];
  });
  private readonly own = computed(() => this.stages.of(this.deal()?.pipelineId ?? ''));
  /** The stages it may enter, and the one it is in, should that be retired. */
  protected readonly path = computed(() => this.stages.way(this.deal()).map((stage) => ({ id: stage.id, name: this.stages.name(stage), hint: this.formats.percent(stage.probability) })));
  protected readonly following = computed(() => this.own()[this.own().findIndex(({ id }) => id === this.deal()?.stageId) + 1]);

  protected async move(stageId: string): Promise<void> {
    const deal = this.deal();
    if (!deal) return;
    try {
      await this.records.verb(Opportunity, deal, 'move', { stageId });
      const stage = this.stages.one(stageId);
      if (stage) this.toast.show('opportunity.moved', { name: deal.name, stage: this.stages.name(stage) });
    } catch (error) {
      if (problemOf(error).code === 'missing-fields') await this.missing.open(deal, stageId, problemOf(error));
      else this.toast.fail(error);
    }
  }
  protected async end(ending: Ending): Promise<void> {
    const deal = this.deal();
    if (deal) await this.closing.open(deal, ending);
  }
  protected async reopen(): Promise<void> {
    const deal = this.deal();
    if (deal) await this.records.verb(Opportunity, deal, 'reopen').catch((error: unknown) => this.toast.fail(error));
  }
}

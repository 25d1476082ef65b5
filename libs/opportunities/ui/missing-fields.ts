import { ChangeDetectionStrategy, Component, inject, Injectable, signal } from '@angular/core';
import { submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialog, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import type { Fault, ProblemBody } from '#kernel/model';
import { problemOf, Problems, recordForm, T, touchAll, type Draft } from '#kernel/ui';
import { FormFields, Records } from '#workbench/ui';
import { Opportunity, OpportunityChange } from '#opportunities/model';
import { LinesPart } from './lines-part.ts';
import { Stages } from './stages.ts';

interface Asked {
  readonly deal: Opportunity;
  readonly stageId: string;
  readonly fields: readonly string[];
}

/** What a stage asks for before a deal enters it, to be filled in right there. */
@Component({
  selector: 'crm-missing-fields',
  imports: [FormFields, LinesPart, MatButton, MatDialogModule, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <form novalidate (submit)="$event.preventDefault(); save()">
      <h2 mat-dialog-title>{{ 'opportunity.missing.title' | t: { stage } }}</h2>
      <mat-dialog-content>
        <p>{{ 'opportunity.missing.says' | t: { name: asked.deal.name } }}</p>
        <crm-form-fields [form]="form" [of]="of" [words]="opportunity" [names]="names" [wide]="names" />
        @if (lines) { <crm-lines-part [form]="form" [of]="of" /> }
        @if (failure(); as text) { <p class="failure" role="alert">{{ text }}</p> }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button matButton type="button" mat-dialog-close>{{ 'ui.cancel' | t }}</button>
        <button matButton="filled" type="submit">{{ 'opportunity.missing.save' | t }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: 'mat-dialog-content { width: min(440px, 80vw); } p { margin: 0 0 12px; } .failure { margin: 12px 0 0; color: var(--mat-sys-error); }',
})
class MissingSheet {
  protected readonly asked = inject<Asked>(MAT_DIALOG_DATA);
  protected readonly of = OpportunityChange;
  protected readonly opportunity = Opportunity;
  private readonly records = inject(Records);
  private readonly problems = inject(Problems);
  private readonly stages = inject(Stages);
  private readonly dialog = inject(MatDialogRef);
  protected readonly failure = signal<string | null>(null);
  protected readonly lines = this.asked.fields.includes('lines');
  protected readonly names = this.asked.fields.filter((name) => name !== 'lines');
  protected readonly stage = this.stageName();
  protected readonly form = recordForm(OpportunityChange, { ...(this.asked.deal as object as Draft) }, (body) => this.send(body));

  protected async save(): Promise<void> {
    this.failure.set(null);
    touchAll(this.form);
    await submit(this.form.tree as never).catch(() => false);
  }
  private async send(body: Draft): Promise<readonly Fault[]> {
    const { deal, stageId, fields } = this.asked;
    try {
      const filled = await this.records.change(Opportunity, deal, Object.fromEntries(fields.map((name) => [name, body[name]])));
      this.dialog.close(await this.records.verb(Opportunity, filled, 'move', { stageId }));
      return [];
    } catch (error) {
      const { errors = [] } = problemOf(error);
      const own = errors.filter(({ pointer }) => fields.includes(pointer.slice(1)));
      if (own.length === 0) this.failure.set(this.problems.say(error));
      return own;
    }
  }
  private stageName(): string {
    const stage = this.stages.one(this.asked.stageId);
    return stage ? this.stages.name(stage) : '';
  }
}

/** Asks for the fields a stage needs, saves them and moves the deal; answers it, or null. */
@Injectable({ providedIn: 'root' })
export class MissingFields {
  private readonly dialog = inject(MatDialog);
  private readonly records = inject(Records);

  async open({ id }: Opportunity, stageId: string, { errors = [] }: ProblemBody): Promise<Opportunity | null> {
    const data: Asked = { deal: await this.records.get(Opportunity, id), stageId, fields: errors.map(({ pointer }) => pointer.slice(1)) };
    return (await firstValueFrom(this.dialog.open<MissingSheet, Asked, Opportunity>(MissingSheet, { data, maxWidth: 560 }).afterClosed())) ?? null;
  }
}

import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { Formats, Icon, T, Toast, Words } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { EMPTY_FLOW, type FlowHead } from '#approvals/model';
import { ApprovalsClient } from './approvals-client.ts';
import { FlowWords } from './flow-words.ts';

/** All flows by the kind of record they are for, in the order in which they are asked whether they apply. */
@Component({
  selector: 'crm-flow-list',
  imports: [Icon, MatButton, MatIconButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <a class="back" routerLink="/settings">{{ 'setting.many' | t }}</a>
    <h1>{{ 'flow.many' | t }}</h1><p>{{ 'flow.says' | t }}</p>
    @if (all.status() === 'error') { <p role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="all.reload()">{{ 'ui.retry' | t }}</button></p> }
    @for (group of groups(); track group.kind) {
      <section>
        <header><h2>{{ group.kind + '.many' | t }}</h2><button matButton="outlined" [disabled]="busy()" (click)="add(group.kind)"><crm-icon name="add" />{{ 'flow.add' | t }}</button></header>
        @for (flow of group.flows; track flow.id; let at = $index) {
          <article>
            <a [routerLink]="['/approval-flows', flow.id]"><b>{{ flow.name }}</b><small>@if (flow.running > 0) { {{ 'flow.running' | t: { n: flow.running } }} · } {{ formats.moment(flow.updatedAt) }}</small></a>
            @if (flow.published) { <crm-status-chip tone="success">{{ 'flow.published' | t: { n: flow.published } }}</crm-status-chip> } @else { <crm-status-chip>{{ 'flow.notPublished' | t }}</crm-status-chip> }
            @if (flow.changed && flow.published) { <crm-status-chip tone="warning">{{ 'flow.changed' | t }}</crm-status-chip> }
            <button matIconButton [disabled]="at === 0" (click)="move(group.flows, at, -1)" [attr.aria-label]="('ui.moveUp' | t) + ' ' + flow.name"><crm-icon name="arrowUp" /></button>
            <button matIconButton [disabled]="at === group.flows.length - 1" (click)="move(group.flows, at, 1)" [attr.aria-label]="('ui.moveDown' | t) + ' ' + flow.name"><crm-icon name="arrowDown" /></button>
          </article>
        } @empty { <p class="none">{{ 'flow.none' | t }}</p> }
      </section>
    } @empty { @if (all.hasValue()) { <p role="status">{{ 'flow.noKinds' | t }}</p> } }
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 32px; } :host > * { max-width: 860px; } .back { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 2px; font-size: 20px; font-weight: 600; } p { margin: 0 0 16px; max-width: 72ch; color: var(--mat-sys-on-surface-variant); }
    section { margin-bottom: 16px; padding: 4px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } header { display: flex; align-items: center; min-height: 48px; } h2 { flex: 1; margin: 0; font-size: 15px; font-weight: 600; } header crm-icon { width: 18px; height: 18px; }
    article { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 8px; min-height: 52px; border-top: 1px solid var(--mat-sys-outline-variant); } a { flex: 1 0 180px; color: inherit; text-decoration: none; } a:hover b { color: var(--mat-sys-primary); } b { font-weight: 500; } small { display: block; color: var(--mat-sys-on-surface-variant); font-size: 12px; } .none { margin: 4px 0; font-size: 13px; }
    @media (max-width: 767px) { :host { padding: 12px 16px 32px; } }
  `,
})
export class FlowList {
  private readonly client = inject(ApprovalsClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly busy = signal(false);
  protected readonly all = resource({ loader: () => this.client.flows() });
  protected readonly groups = computed(() => (this.all.hasValue() ? this.all.value().kinds.map(({ kind }) => ({ kind, flows: this.all.value()?.items.filter((flow) => flow.kind === kind) ?? [] })) : []));

  constructor() {
    inject(FlowWords);
  }

  protected async add(kind: string): Promise<void> {
    this.busy.set(true);
    try {
      const { id } = await this.client.addFlow(kind, this.words.t('flow.newName', { kind: this.words.t(`${kind}.one`) }), EMPTY_FLOW);
      await this.router.navigate(['/approval-flows', id]);
    } catch (error) {
      this.toast.fail(error);
    } finally {
      this.busy.set(false);
    }
  }
  protected async move(flows: readonly FlowHead[], at: number, by: number): Promise<void> {
    const ids = flows.map(({ id }) => id);
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    await this.client.orderFlows(flows[0]?.kind ?? '', ids).catch((error: unknown) => this.toast.fail(error));
    this.all.reload();
  }
}

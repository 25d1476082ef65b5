import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Reason } from '#accounts/model';
import { Icon, Problems, T, Words } from '#kernel/ui';
import { RefControl } from '#workbench/ui';
import { RoleClient } from './role-client.ts';

/** Why somebody may, or may not: a person and a kind of record, or one record, and the rule behind each answer. */
@Component({
  selector: 'crm-access-page',
  imports: [Icon, RefControl, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <nav><a routerLink="/roles">{{ 'role.many' | t }}</a></nav>
    <header><h1>{{ 'role.check' | t }}</h1></header>
    <p>{{ 'role.checkHint' | t }}</p>
    <div class="asked">
      <div><label for="who">{{ 'user.one' | t }}</label><crm-ref-control inputId="who" to="user" [value]="userId() ?? null" (valueChange)="ask({ userId: $event })" /></div>
      <div><label for="kind">{{ 'role.ofKind' | t }}</label>
        <select id="kind" (change)="ask({ kind: $any($event.target).value, recordId: null })">@for (one of kinds(); track one) { <option [value]="one" [selected]="one === chosen()">{{ client.kind(one) }}</option> }</select></div>
      <div><label for="record">{{ 'role.record' | t }}</label><crm-ref-control inputId="record" [to]="chosen()" [value]="recordId() ?? null" (valueChange)="ask({ recordId: $event })" /></div>
    </div>
    @if (failure(); as text) { <p role="alert">{{ text }}</p> }
    @if (answer(); as said) {
      @if (!said.active) { <p role="status">{{ 'role.notActive' | t }}</p> }
      <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'role.check' | t">
        <table>
          <tbody>
            @for (one of said.verbs; track one.verb) {
              <tr><th scope="row">{{ client.verb(one.verb) }}</th>
                <td [class]="one.allowed ? 'yes' : 'refused'"><crm-icon [name]="one.allowed ? 'check' : 'close'" /> <b>{{ (one.allowed ? 'ui.yes' : 'ui.no') | t }}</b></td>
                <td class="reasons">@for (reason of one.reasons; track $index; let last = $last) { {{ say(reason) }}{{ last ? '' : ' · ' }} } @empty { {{ 'role.because.none' | t }} }</td></tr>
            }
          </tbody>
        </table>
      </div>
      @if (said.fields.length > 0) {
        <h2>{{ 'role.fieldRules' | t }}</h2>
        <ul class="features">@for (one of said.fields; track one.field) { <li><span>{{ client.field(chosen(), one.field) }}</span><b>{{ 'role.right.' + one.right | t }}@if (one.role) { ({{ words.t('role.' + one.role) }}) }</b></li> }</ul>
      }
    }
  `,
  styleUrl: './roles.scss',
})
export class AccessPage {
  readonly userId = input<string>();
  readonly kind = input<string>();
  readonly recordId = input<string>();
  protected readonly client = inject(RoleClient);
  protected readonly words = inject(Words);
  private readonly router = inject(Router);
  private readonly problems = inject(Problems);
  private readonly known = resource({ loader: () => this.client.catalogue() });
  protected readonly kinds = computed(() => (this.known.hasValue() ? this.client.kindsOf(this.known.value()) : []));
  protected readonly chosen = computed(() => this.kind() ?? 'customer');
  private readonly checked = resource({
    params: () => (this.userId() ? { userId: this.userId() as string, kind: this.chosen(), recordId: this.recordId() ?? null } : undefined),
    loader: ({ params }) => this.client.check(params.userId, params.kind, params.recordId),
  });
  protected readonly answer = computed(() => {
    if (!this.checked.hasValue() || !this.known.hasValue()) return null;
    const [said, order] = [this.checked.value(), this.client.verbsOf(this.known.value())];
    return { ...said, verbs: [...said.verbs].sort((a, b) => order.indexOf(a.verb) - order.indexOf(b.verb)) };
  });
  protected readonly failure = computed(() => (this.checked.error() ? this.problems.say(this.checked.error()) : null));

  protected say({ by, role, reach, holds }: Reason): string {
    if (by !== 'role') return this.words.t(`role.because.${by}`);
    return this.words.t(holds ? 'role.because.role' : 'role.because.short', { role: this.words.t(`role.${role}`), reach: this.words.t(`reach.${reach}`) });
  }
  protected ask(changes: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams: changes, queryParamsHandling: 'merge' });
  }
}

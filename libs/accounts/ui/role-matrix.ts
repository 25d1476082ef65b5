import { ChangeDetectionStrategy, Component } from '@angular/core';
import { ROLES } from '#accounts/model';
import { VERBS } from '#kernel/model';
import { T } from '#kernel/ui';

const KINDS = ['customer', 'contact', 'opportunity', 'product', 'competitor'];

/** What each role may do, and how far. */
@Component({
  selector: 'crm-role-matrix',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'role.many' | t }}</h1>
    <p>{{ 'role.hint' | t }}</p>
    @for (role of roles; track role.key) {
      <section>
        <h2>{{ 'role.' + role.key | t }}</h2>
        <p>{{ 'role.clearance.' + role.clearance | t }}</p>
        @if (role.grants['*']) { <p>{{ 'role.everything' | t }}</p> } @else {
          <div class="scroll" tabindex="0" role="region" [attr.aria-label]="'role.' + role.key | t">
            <table>
              <thead><tr><th></th>@for (verb of verbs; track verb) { <th scope="col">{{ 'role.verb.' + verb | t }}</th> }</tr></thead>
              <tbody>
                @for (kind of kinds; track kind) {
                  <tr><th scope="row">{{ kind + '.many' | t }}</th>
                    @for (verb of verbs; track verb) { <td>@if (role.grants[kind + '.' + verb]; as reach) { {{ 'reach.' + reach | t }} } @else { <span aria-hidden="true">·</span> }</td> }
                  </tr>
                }
              </tbody>
            </table>
          </div>
        }
      </section>
    }
  `,
  styles: `
    :host { display: block; height: 100%; overflow: auto; padding: 16px 20px 40px; box-sizing: border-box; background: var(--mat-sys-surface); }
    h1 { margin: 8px 0; font-size: 20px; font-weight: 600; } h2 { margin: 24px 0 8px; font-size: 15px; font-weight: 600; } p { margin: 0; color: var(--mat-sys-on-surface-variant); }
    .scroll { overflow-x: auto; } table { border-collapse: collapse; min-width: 720px; width: 100%; } th, td { padding: 6px 12px; text-align: start; border-bottom: 1px solid var(--mat-sys-outline-variant); font-weight: 400; }
    thead th { font-size: 12px; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class RoleMatrix {
  protected readonly roles = ROLES;
  protected readonly verbs = VERBS;
  protected readonly kinds = KINDS;
}

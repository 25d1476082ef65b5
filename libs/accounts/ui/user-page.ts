import { Clipboard } from '@angular/cdk/clipboard';
import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { User } from '#accounts/model';
import { Session, T, Toast } from '#kernel/ui';
import { Confirm, RecordPage, Records } from '#workbench/ui';
import { USER_FORM } from './user-form.ts';

/** A person who may sign in: invite them, let them in or keep them out. */
@Component({
  selector: 'crm-user-page',
  imports: [MatButton, MatMenuModule, RecordPage, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['username', 'primaryTeamId', 'roles']">
      <ng-container actions>
        @if (page.current(); as user) {
          @if (session.can('role.read')) { <a matButton="outlined" [routerLink]="['/roles', 'access']" [queryParams]="{ userId: user.id }">{{ 'role.check' | t }}</a> }
          @if (user.status === 'invited') { <button matButton="filled" (click)="invite(user)">{{ 'user.action.invite' | t }}</button> }
          @else if (user.status === 'active') {
            <button matButton="outlined" (click)="invite(user)">{{ 'user.action.resetPassword' | t }}</button>
            <button matButton="outlined" [matMenuTriggerFor]="access">{{ 'user.action.access' | t }}</button>
            <mat-menu #access="matMenu">
              <button mat-menu-item (click)="act(user, 'sessions/end', 'user.sessionsEnded')">{{ 'user.action.endSessions' | t }}</button>
              <button mat-menu-item (click)="act(user, 'factors/reset', 'user.factorsReset')">{{ 'user.action.resetFactors' | t }}</button>
            </mat-menu>
            <button matButton="outlined" (click)="turn(user, 'deactivate')">{{ 'user.action.deactivate' | t }}</button>
          } @else { <button matButton="filled" (click)="turn(user, 'activate')">{{ 'user.action.activate' | t }}</button> }
        }
      </ng-container>
    </crm-record-page>
  `,
})
export class UserPage {
  readonly id = input.required<string>();
  protected readonly layout = USER_FORM;
  protected readonly page = viewChild.required<RecordPage<User>>('page');
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly clipboard = inject(Clipboard);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);
  private readonly confirm = inject(Confirm);

  protected async invite(user: User): Promise<void> {
    try {
      const { url } = await firstValueFrom(this.http.post<{ url: string | null }>(`/api/v1/users/${user.id}/invite`, {}));
      if (!url) return this.toast.show('user.linkMailed', { name: user.name });
      this.clipboard.copy(url);
      this.toast.show('user.linkCopied', { name: user.name, url });
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async act(user: User, what: string, said: string): Promise<void> {
    if (!(await this.confirm.ask(`${said}Question`, 'ui.continue', { name: user.name }))) return;
    try {
      await firstValueFrom(this.http.post(`/api/v1/users/${user.id}/${what}`, {}));
      this.toast.show(said, { name: user.name });
    } catch (error) {
      this.toast.fail(error);
    }
  }
  protected async turn(user: User, verb: 'activate' | 'deactivate'): Promise<void> {
    try {
      await this.records.verb(User, user, verb);
    } catch (error) {
      this.toast.fail(error);
    }
  }
}

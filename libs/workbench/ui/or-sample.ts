import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { T } from '#kernel/ui';

/** The way from an empty list to a sample company, unless there is one already. */
@Component({
  selector: 'crm-or-sample',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@if (standing.hasValue() && standing.value().records === 0) { <a matButton routerLink="/settings/company" fragment="sample">{{ 'ui.orSample' | t }}</a> }`,
})
export class OrSample {
  protected readonly standing = httpResource<{ readonly records: number }>(() => '/api/v1/sample-data');
}

import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { Icon, Session, T, Toast } from '#kernel/ui';
import { Records } from '#workbench/ui';
import { Category } from '#products/model';
import { allCategories } from './all-categories.ts';
import { treeOf, type Branch } from './category-branches.ts';

/** The categories as a tree beside the catalogue: choosing one shows its products and those below it; dragging one onto another moves it there. */
@Component({
  selector: 'crm-category-tree',
  imports: [Icon, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'category.many' | t }} <a routerLink="/categories">{{ 'category.keep' | t }}</a></h2>
    <a class="row" [routerLink]="[]" [queryParams]="{ categoryId: null }" queryParamsHandling="merge" [class.on]="!chosen()" (dragover)="over($event, null)" (drop)="drop($event, null)">{{ 'category.all' | t }}</a>
    <ul role="tree" [attr.aria-label]="'category.many' | t">
      @for (branch of shown(); track branch.category.id) {
        <li role="treeitem" [attr.aria-level]="branch.depth + 1" [attr.aria-expanded]="branch.below.length > 1 ? !folded().has(branch.category.id) : null" [attr.aria-selected]="chosen() === branch.below.join()">
          @if (branch.below.length > 1) { <button type="button" [style.margin-inline-start.px]="branch.depth * 14" (click)="fold(branch)" [attr.aria-label]="branch.category.name"><crm-icon name="arrowDown" [class.closed]="folded().has(branch.category.id)" /></button> }
          @else { <span class="leaf" [style.margin-inline-start.px]="branch.depth * 14"></span> }
          <a class="row" [routerLink]="[]" [queryParams]="{ categoryId: branch.below.join() }" queryParamsHandling="merge" [class.on]="chosen() === branch.below.join()" [class.target]="target() === branch.category.id"
            [draggable]="mayMove()" (dragstart)="moving = branch" (dragend)="end()" (dragover)="over($event, branch)" (drop)="drop($event, branch)">{{ branch.category.name }}</a>
        </li>
      }
    </ul>
  `,
  styles: `
    :host { display: block; overflow: auto; padding: 16px 8px 16px 16px; border-inline-end: 1px solid var(--mat-sys-outline-variant); background: var(--mat-sys-surface); }
    h2 { display: flex; justify-content: space-between; margin: 8px 8px 8px; font-size: 13px; font-weight: 600; } h2 a { font-weight: 400; } ul { list-style: none; margin: 0; padding: 0; } li { display: flex; align-items: center; }
    .row { flex: 1; min-width: 0; padding: 6px 8px; border-radius: 6px; color: inherit; text-decoration: none; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; display: block; } .row:hover, .target { background: var(--mat-sys-secondary-container); }
    .on { background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); font-weight: 500; }
    button { display: grid; place-items: center; flex: none; width: 24px; height: 24px; padding: 0; border: 0; background: none; color: var(--mat-sys-on-surface-variant); } .leaf { flex: none; width: 24px; } .closed { rotate: -90deg; }
  `,
})
export class CategoryTree {
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  private readonly session = inject(Session);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  protected readonly chosen = computed(() => (this.params()['categoryId'] as string | undefined) ?? '');
  protected readonly folded = signal<ReadonlySet<string>>(new Set());
  protected readonly target = signal<string | null>(null);
  protected readonly mayMove = computed(() => this.session.can('category.update'));
  protected moving: Branch | null = null;
  private readonly all = resource({ params: () => ({ changes: this.records.changes() }), loader: () => allCategories(this.records) });
  private readonly branches = computed(() => treeOf(this.all.hasValue() ? this.all.value() : []));
  protected readonly shown = computed(() => this.branches().filter(({ above }) => !above.some((id) => this.folded().has(id))));

  protected fold({ category: { id } }: Branch): void {
    this.folded.update((before) => before.symmetricDifference(new Set([id])));
  }
  protected over(event: DragEvent, onto: Branch | null): void {
    if (!this.moving || (onto && this.moving.below.includes(onto.category.id))) return;
    event.preventDefault();
    this.target.set(onto?.category.id ?? null);
  }
  protected async drop(event: DragEvent, onto: Branch | null): Promise<void> {
    event.preventDefault();
    const moving = this.moving?.category;
    this.end();
    const parentId = onto?.category.id ?? null;
    if (!moving || moving.parentId === parentId) return;
    await this.records.change(Category, moving, { parentId }).catch((error: unknown) => this.toast.fail(error));
  }
  protected end(): void {
    this.moving = null;
    this.target.set(null);
  }
}

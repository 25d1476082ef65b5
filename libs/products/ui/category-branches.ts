import type { Category } from '#products/model';

/** A category in its place in the tree. */
export interface Branch {
  readonly category: Category;
  readonly depth: number;
  /** The ids above it, and its own with all below it. */
  readonly above: readonly string[];
  readonly below: readonly string[];
}

/** Categories from top to bottom, each followed by those below it; one whose parent is not there stands at the top. */
export function treeOf(categories: readonly Category[]): Branch[] {
  const ids = new Set(categories.map(({ id }) => id));
  const children = Map.groupBy(categories, ({ parentId }) => (parentId && ids.has(parentId) ? parentId : null));
  const under = (parent: string | null, above: readonly string[]): Branch[] =>
    (children.get(parent) ?? []).flatMap((category) => {
      const below = above.includes(category.id) ? [] : under(category.id, [...above, category.id]);
      return [{ category, depth: above.length, above, below: [category.id, ...below.map((branch) => branch.category.id)] }, ...below];
    });
  return under(null, []);
}

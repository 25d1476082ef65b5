import type { Page } from '#kernel/model';
import type { Records } from '#workbench/ui';
import { Category } from '#products/model';

const MOST = 1000;

/** The categories of the catalogue, by name; the first thousand of them. */
export async function allCategories(records: Records): Promise<Category[]> {
  const found: Category[] = [];
  for (let after: string | null = ''; after !== null && found.length < MOST; ) {
    const page: Page<Category> = await records.list(Category, { size: '200', sort: 'name', ...(after ? { after } : {}) });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

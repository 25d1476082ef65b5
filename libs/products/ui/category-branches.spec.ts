import { describe, expect, it } from 'vitest';
import type { Category } from '#products/model';
import { treeOf } from './category-branches.ts';

const of = (id: string, parentId: string | null = null) => ({ id, parentId, name: id }) as Category;

describe('the tree of categories', () => {
  it('lists each one before those below it, and knows what lies below', () => {
    const tree = treeOf([of('a'), of('b', 'a'), of('c', 'b'), of('d'), of('e', 'gone')]);
    expect(tree.map(({ category, depth }) => `${depth}${category.id}`)).toEqual(['0a', '1b', '2c', '0d', '0e']);
    expect(tree[0]?.below).toEqual(['a', 'b', 'c']);
    expect(tree[2]?.above).toEqual(['a', 'b']);
  });
});

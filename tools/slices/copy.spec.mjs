import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { copySlice, registered } from './copy.mjs';

it('a new slice is a copy without a trace of the old name, registered where slices are listed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rapport-slice-'));
  copySlice('libs/competitors', join(folder, 'campaigns'), 'campaigns', 'campaign', new Date('2027-01-02'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const left = files.filter((entry) => /competitor/i.test(entry.name + readFileSync(join(entry.parentPath, entry.name), 'utf8')));
  expect(left.map(({ name }) => name)).toEqual([]);
  expect(files.map(({ name }) => name)).toContain('20270102-campaigns.ts');
  expect(readFileSync(join(folder, 'campaigns/api/migrations/20270102-campaigns.ts'), 'utf8')).toContain("migration('20270102-50-campaigns'");
  for (const [file, change] of Object.entries(registered('campaigns', 'campaign'))) expect(change(readFileSync(file, 'utf8')), file).toMatch(/campaigns?(Words)?(:|'?\])/);
  rmSync(folder, { recursive: true });
});

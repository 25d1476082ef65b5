import { describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { Database } from '#kernel/api';

const NAMES = ['安远科技有限公司', '远安科技（上海）有限公司', '华为', '华为技术有限公司', 'From Dusk Ltd', 'A&G Motors', 'AG Motors', 'Agfa GmbH', 'Café Zürich', 'Ab', '100% Cotton', 'Big_Data', '云', '云帆', '乘云', 'Data Big'];
/** What a reader means: every word begins a word of the name, every Chinese run is part of it; brackets and case do not matter. */
const FOUND: Record<string, string[]> = {
  远科: ['安远科技有限公司'], 安: ['安远科技有限公司', '远安科技（上海）有限公司'], 科技上海: [], '科技(上海': ['远安科技（上海）有限公司'], 华为: ['华为', '华为技术有限公司'], 云: ['云', '云帆', '乘云'], from: ['From Dusk Ltd'], fro: ['From Dusk Ltd'],
  'dusk from': ['From Dusk Ltd'], ag: ['AG Motors', 'Agfa GmbH'], a: ['A&G Motors', 'AG Motors', 'Agfa GmbH', 'Ab'], ab: ['Ab'], mot: ['A&G Motors', 'AG Motors'], otors: [], 'café': ['Café Zürich'], '100%': ['100% Cotton'], 'big data': ['Big_Data', 'Data Big'],
  '+dusk -from': ['From Dusk Ltd'], '"dusk': ['From Dusk Ltd'], "'; drop table customer": [],
}; // prettier-ignore

describe('search', () => {
  onEachDatabase((house) => {
    it('finds what a reader means, and nothing else', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      for (const name of NAMES) await house.request(ann, 'POST', '/customers', { name, kind: 'company', status: 'active' });
      for (const [text, wanted] of Object.entries(FOUND)) {
        const { body } = await house.request(ann, 'GET', `/customers?q=${encodeURIComponent(text)}`);
        expect([text, body.items.map((item: { name: string }) => item.name).sort(), body.total]).toEqual([text, [...wanted].sort(), wanted.length]);
      }
    });

    it('follows a name that changes', async () => {
      const ann = await house.person('Ann', ['sales-manager']);
      const { body } = await house.request(ann, 'POST', '/customers', { name: 'Quicksilver', kind: 'company', status: 'active' });
      await house.request(ann, 'PATCH', `/customers/${body.id}`, { name: 'Mercury' }, { 'if-match': '"1"' });
      const count = async (text: string) => (await house.request(ann, 'GET', `/customers?q=${text}`)).body.total;
      expect([await count('quicksilver'), await count('mercury')]).toEqual([0, 1]);
    });

    it('asks the full-text index, not every row', async () => {
      const match = house.kind === 'sqlite' ? 'r.rowid IN (SELECT rowid FROM `customer_search` WHERE `customer_search` MATCH \'"dusk"*\')' : "MATCH (r.`searchText`) AGAINST ('+dusk*' IN BOOLEAN MODE)";
      const plan = await house.get(Database).read(`EXPLAIN ${house.kind === 'sqlite' ? 'QUERY PLAN ' : ''}SELECT r.\`id\` FROM \`customer\` r WHERE r.\`deletedKey\` = '' AND ${match}`);
      expect(JSON.stringify(plan)).toMatch(house.kind === 'sqlite' ? /customer_search VIRTUAL TABLE/ : /"type":"fulltext"/);
    });
  });
});

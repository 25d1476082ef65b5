import { Readable } from 'node:stream';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import writeXlsx from 'write-excel-file/node';
import { spooled } from './spooled-file.ts';
import { readFile } from './read-file.ts';
import type { Asked } from './source-table.ts';

const shared = new URL('../../../../../shared/data/', import.meta.url);
const text = (content: string) => new TextEncoder().encode(content);
const bytes = (...hex: string[]) => new Uint8Array(Buffer.from(hex.join('').replace(/ /g, ''), 'hex'));
async function read(file: Uint8Array, asked: Asked = {}) {
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  const told = await spooled(Readable.from([file]), (one) => readFile(one, asked, async (part, line) => {
    rows.push(...part);
    lines.push(line);
  })); // prettier-ignore
  return { ...told, names: told.columns.map(({ name }) => name), cells: rows, lines };
}
const codeOf = (work: Promise<unknown>) => work.then(() => null, (error: { errors?: { code: string }[] }) => error.errors?.[0]?.code ?? String(error)); // prettier-ignore

describe('a text file', () => {
  it('is read in the encoding it was written in, or in the one asked for', async () => {
    const files = {
      'utf-8': bytes('efbbbf', 'e5908d e7a7b0 2c61 0a e58d8e e4b8ba 2c31 0a'),
      'utf-16le': bytes('0d54 f079 2c00 6100 0a00 4e53 3a4e 2c00 3100 0a00'),
      'utf-16be': bytes('feff', '540d 79f0 002c 0061 000a 534e 4e3a 002c 0031 000a'),
      gb18030: bytes('c3fb b3c6 2c61 0a', 'bbaa ceaa 2c31 0a', 'c9cf baa3 b3bf b9e2 c3b3 d2d7 d3d0 cfde b9ab cbbe 2c32 0a'),
    };
    for (const [encoding, file] of Object.entries(files)) {
      const { reading, names, cells } = await read(file);
      expect([encoding, reading.encoding, names, cells[0]]).toEqual([encoding, encoding, ['名称', 'a'], ['华为', '1']]);
    }
    const big5 = bytes('a657 bad9 2c61 0a', 'a578 a55f 2c31 0a');
    expect((await read(big5, { encoding: 'big5' })).cells[0]).toEqual(['台北', '1']);
    const japanese = bytes('89ef 8ed0 96bc 2c61 0a', '8a94 8ea e 89ef 8ed0 2c31 0a'.replace('8ea e', '8eae'));
    expect((await read(japanese, { encoding: 'shift_jis' })).names[0]).toBe('会社名');
  });

  it('is cut by the delimiter that fits, or by the one asked for', async () => {
    for (const delimiter of [',', ';', '\t', '|'] as const) {
      const { reading, names } = await read(text(`name${delimiter}city\n"A${delimiter} B"${delimiter}Bern\n`));
      expect([reading.delimiter, names]).toEqual([delimiter, ['name', 'city']]);
    }
    expect((await read(text('a;b,c\n1;2,3\n'), { delimiter: ';' })).cells).toEqual([['1', '2,3']]);
  });

  it('may have a title above the names of its columns', async () => {
    const { reading, names, cells, lines } = await read(text('Customers of 2026\n\nname,city,level\nBlue Lamp,Bern,A\n'));
    expect([reading.headerRow, names, cells, lines]).toEqual([2, ['name', 'city', 'level'], [['Blue Lamp', 'Bern', 'A']], [3]]);
    expect((await read(text('a,b\n1,2\n3,4\n'), { headerRow: 2 })).names).toEqual(['1', '2']);
  });

  it('names every column once', async () => {
    expect((await read(text('name,,name\n1,2,3\n'))).names).toEqual(['name', '#2', 'name (2)']);
  });

  it('I4: full of quotes is read in no more time than any other', async () => {
    const start = performance.now();
    await codeOf(read(text(`a,b\n${'"'.repeat(900_000)}\n`)));
    await codeOf(read(text(`a,b\n${'"x""'.repeat(300_000)}\n`)));
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('says what is wrong with it', async () => {
    expect(await codeOf(read(text('name\n')))).toBe('no-rows');
    expect(await codeOf(read(text('')))).toBe('no-header');
    expect(await codeOf(read(bytes('89504e47 0d0a1a0a 0000 000d 4948 4452 0000')))).toBe('not-text');
    expect(await codeOf(read(bytes('d0cf11e0 a1b11ae1')))).toBe('old-xls');
    expect(await codeOf(read(text(`${'c,'.repeat(600)}\n${'1,'.repeat(600)}\n`)))).toBe('too-many-columns');
    expect(await codeOf(read(text(`a,b\n1,${'x'.repeat(40_000)}\n`)))).toBe('cell-too-long');
    expect(await codeOf(read(text(`a,b\n1,"${'x'.repeat(1_200_000)}`)))).toBe('csv');
    expect(await codeOf(read(text(`a\n${'1\n'.repeat(200_001)}`)))).toBe('too-many-rows');
  });
});

describe('a spreadsheet', () => {
  const book = async () =>
    new Uint8Array(
      await writeXlsx([
        { sheet: 'Notes', data: [] },
        { sheet: 'Kunden', data: [[{ value: '客户列表' }], [], [{ value: 'name' }, { value: 'opened' }, { value: 'amount' }], [{ value: '蓝灯' }, { value: new Date(Date.UTC(2026, 10, 24)), type: Date, format: 'yyyy-mm-dd' }, { value: 0.1 + 0.2, type: Number }]] },
        { sheet: 'More', data: [[{ value: 'a' }], [{ value: true, type: Boolean }]] },
      ]).toBuffer(),
    );

  it('is read from the sheet that holds something, with its days and numbers as they are shown', async () => {
    const { reading, names, cells } = await read(await book());
    expect(reading).toMatchObject({ format: 'xlsx', sheet: 'Kunden', sheets: ['Notes', 'Kunden', 'More'], headerRow: 2 });
    expect([names, cells]).toEqual([['name', 'opened', 'amount'], [['蓝灯', '2026-11-24', '0.3']]]);
    expect((await read(await book(), { sheet: 'More' })).cells).toEqual([['true']]);
    expect(await codeOf(read(await book(), { sheet: 'Nowhere' }))).toBe('no-sheet');
  });

  it('I4: that names a file or itself in an entity reads neither', async () => {
    const cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>&a;</t></is></c></row>';
    const entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
    const sheet = zipSync({
      '[Content_Types].xml': text('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      '_rels/.rels': text('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'),
      'xl/workbook.xml': text('<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': text('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'),
      'xl/worksheets/sheet1.xml': text(`${entity}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`),
    }); // prettier-ignore
    const told = await read(sheet).then(({ cells: rows }) => JSON.stringify(rows), (error: { errors?: { code: string }[] }) => error.errors?.[0]?.code); // prettier-ignore
    expect(told).not.toContain('root:');
  });

  it('I4: that is broken or a bomb ends in a report', async () => {
    expect(await codeOf(read((await book()).subarray(0, 900)))).toBe('xlsx');
    expect(await codeOf(read(zipSync({ 'readme.txt': text('no sheet') })))).toBe('xlsx');
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(310 * 1024 * 1024) }, { level: 9 });
    expect(bomb.length).toBeLessThan(1_000_000);
    const before = process.memoryUsage().rss;
    let [last, longest] = [performance.now(), 0];
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 10);
    expect(await codeOf(read(bomb))).toBe('too-heavy');
    clearInterval(watch);
    expect([longest < 1000, process.memoryUsage().rss - before < 512 * 1024 * 1024]).toEqual([true, true]);
    const many = zipSync(Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`xl/media/${index}.png`, new Uint8Array(1)])));
    expect(await codeOf(read(many))).toBe('too-heavy');
  }, 60_000);
});

describe('business cards', () => {
  it('of every version become rows', async () => {
    const cards = [
      'BEGIN:VCARD', 'VERSION:2.1', 'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=BC=9F', 'TEL;CELL:13800138000', 'TEL;WORK;FAX:021-1', 'NOTE;ENCODING=QUOTED-PRINTABLE:one=0D=0A=', 'two', 'END:VCARD',
      'BEGIN:VCARD', 'VERSION:3.0', 'FN:Ann Lee', 'ORG:Blue Lamp\\, Inc.;Sales;North', 'item1.EMAIL;TYPE=INTERNET:ann@blue.example', 'EMAIL:ann2@blue.example', 'ADR;TYPE=WORK:;;1 Main St;Bern;;3000;CH', 'END:VCARD',
      'BEGIN:VCARD', 'VERSION:4.0', 'FN:Bo', 'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-1234', 'BDAY:19900405', 'CATEGORIES:vip,press', 'TITLE:Head of', '  nothing', 'END:VCARD',
    ]; // prettier-ignore
    const { names, cells, reading } = await read(text(cards.join('\r\n')));
    const rows = cells.map((row) => Object.fromEntries(row.map((cell, index) => [names[index], cell]).filter(([, cell]) => cell)));
    expect(reading.format).toBe('vcf');
    expect(rows).toEqual([
      { name: '张伟', phones: '13800138000', note: 'one\r\ntwo' },
      { name: 'Ann Lee', company: 'Blue Lamp, Inc.', department: 'Sales / North', emails: 'ann@blue.example;ann2@blue.example', address: '1 Main St, Bern, 3000, CH' },
      { name: 'Bo', phones: '+1-555-1234', birthday: '19900405', tags: 'vip;press', title: 'Head of nothing' },
    ]);
  });
});

describe.runIf(existsSync(shared))('files that others wrote', () => {
  it('are read as their authors say: CSV corner cases', async () => {
    for (const name of readdirSync(new URL('csv-spectrum/csvs/', shared))) {
      const { names, cells } = await read(readFileSync(new URL(`csv-spectrum/csvs/${name}`, shared)));
      // These copies of the files have one kind of line end throughout; the JSON beside them tells both kinds.
      const wanted = JSON.parse(readFileSync(new URL(`csv-spectrum/json/${name.replace('.csv', '.json')}`, shared), 'utf8').replaceAll('\\r\\n', '\\n'));
      // The file of coordinates holds another phone number than the JSON beside it.
      for (const row of [wanted].flat()) if (name === 'location_coordinates.csv') row['Contact Phone Number'] = '2095257564';
      expect([name, cells.map((row) => Object.fromEntries(names.map((column, index) => [column, row[index] ?? ''])))]).toEqual([name, [wanted].flat()]);
    }
  });

  it('are read to their end: exports of other systems', async () => {
    const counts: Record<string, number> = {};
    for (const folder of ['hubspot', 'salesforce', 'northwind', 'vcard']) {
      for (const name of readdirSync(new URL(`${folder}/`, shared))) counts[`${folder}/${name}`] = (await read(readFileSync(new URL(`${folder}/${name}`, shared)))).rows;
    }
    expect(counts).toMatchObject({ 'northwind/customers.csv': 91, 'northwind/orders.csv': 830, 'northwind/order_details.csv': 2155, 'northwind/products.csv': 77, 'vcard/John_Doe_IPHONE.vcf': 1, 'vcard/gmail-list.vcf': 3 });
    expect(Object.values(counts).every((rows) => rows > 0)).toBe(true);
  });

  it('I4: are refused whole when they are too long: 267,400 names of companies', async () => {
    expect(await codeOf(read(readFileSync(new URL('company-names-cn/company-shorter-form-28w.txt', shared))))).toBe('too-many-rows');
  });
});

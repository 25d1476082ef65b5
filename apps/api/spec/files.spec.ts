import { readdirSync } from 'node:fs';
import { zipSync, strToU8 } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { Principals } from '#accounts/api';
import { onEachDatabase } from '#house';
import { Clock, Jobs } from '#kernel/api';

type Person = Awaited<ReturnType<import('#house').House['person']>>;
const up = (n: number) => '../'.repeat(n);
const PATHS = [
  '../a.csv', `${up(8)}etc/passwd`, `${up(3)}data/rapport.db`, '/etc/passwd', '/etc/passwd.csv', '//etc/passwd.csv', 'C:\\Windows\\win.ini', 'C:/Windows/win.csv', '\\\\server\\share\\a.csv', '..\\..\\a.csv', '..\\a.csv', 'a/../../b.csv', 'a\\..\\b.csv', './a.csv', '.\\a.csv',
  'a\0.csv', 'a.csv\0.exe', '\0', 'a\n.csv', 'a\r\nX-Evil: 1.csv', 'a\t.csv', '.csv', '..', '.', '...', '.htaccess', '.env', '.ssh/authorized_keys', 'CON', 'con.csv', 'PRN.csv', 'aux.txt', 'NUL', 'nul.csv', 'COM1.csv', 'LPT1.txt', 'a.csv.', 'a.csv ', 'a.csv::$DATA', 'a:b.csv',
  '%2e%2e%2fa.csv', '%2e%2e/a.csv', '..%2fa.csv', '..%5ca.csv', '%252e%252e%252fa.csv', '..%c0%afa.csv', '..%252fa.csv', '%00.csv', 'a%00.csv', '....//a.csv', '....\\\\a.csv', '..;/a.csv', 'file:///etc/passwd', 'http://x/a.csv', 'a|b.csv', 'a*b.csv', 'a?b.csv', 'a<b>.csv', `${'a'.repeat(300)}.csv`, `${up(50)}a.csv`, '~/a.csv', '/proc/self/environ',
]; // prettier-ignore
const zip = (files: Record<string, string>) => Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))));
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="document.title=1"/>';
/** A name and bytes that do not belong together, or belong to nothing we take. */
const WRONG: readonly (readonly [string, Buffer])[] = [
  ['evil.svg', Buffer.from(SVG)], ['evil.html', Buffer.from('<html><script>1</script>')], ['evil.xml', Buffer.from('<?xml version="1.0"?><a/>')], ['evil.pdf', Buffer.from('%PDF-1.7')], ['evil.php', Buffer.from('<?php 1;')], ['evil.js', Buffer.from('alert(1)')], ['evil.exe', Buffer.from('MZ\x90\0')], ['evil.png', Buffer.from('\x89PNG\r\n')],
  ['evil.csv', Buffer.from(SVG)], ['evil.csv', Buffer.from(`\ufeff${SVG}`)], ['evil.csv', Buffer.from(`  \n${SVG}`)], ['evil.csv', Buffer.from('<!DOCTYPE html><script>1</script>')], ['evil.csv', Buffer.from('%PDF-1.7\nname')], ['evil.csv', Buffer.from('MZ\x90\0name', 'latin1')], ['evil.csv', Buffer.from('\x7fELFname', 'latin1')], ['evil.csv', Buffer.from('GIF89a,name')],
  ['evil.csv', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')], ['evil.csv', Buffer.from('\xff\xd8\xff\xe0', 'latin1')], ['evil.csv', zip({ 'a.txt': 'x' })], ['evil.csv', Buffer.from('\x1f\x8b\x08', 'latin1')], ['evil.csv', Buffer.from('#!/bin/sh\nname')], ['evil.csv', Buffer.from('{\\rtf1 name}')], ['evil.csv', Buffer.from('\xd0\xcf\x11\xe0', 'latin1')], ['evil.tsv', Buffer.from('<script>1</script>')],
  ['evil.xlsx', Buffer.from('name\nx')], ['evil.xlsx', Buffer.from(SVG)], ['evil.xlsx', Buffer.from('%PDF-1.7')], ['evil.vcf', Buffer.from('name\nx')], ['evil.vcf', Buffer.from(SVG)], ['evil.csv.exe', Buffer.from('name\nx')], ['evil', Buffer.from('name\nx')], ['evil.txt', Buffer.from('<?xml version="1.0"?>')],
  ['slip.xlsx', zip({ '../../../../tmp/rapport-slip': 'x' })], ['macro.xlsm', zip({ '[Content_Types].xml': 'x' })],
]; // prettier-ignore

describe('a file', () => {
  onEachDatabase((house) => {
    let ann: Person;
    let token = '';
    const upload = async (name: string, bytes: Buffer) => {
      const head = `--b\r\ncontent-disposition: form-data; name="file"; filename="${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b--\r\n')]);
      return house.app.inject({ method: 'POST', url: '/api/v1/imports?kind=customer', payload, headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' } });
    };
    const settled = async (path: string): Promise<any> => {
      for (let tries = 0; tries < 200; tries++) {
        const { body } = await house.request(ann, 'GET', path);
        if (body.state !== 'running') return body;
        await house.get(Jobs).runDue();
      }
    };

    beforeAll(async () => {
      ann = await house.person('Ann', ['administrator']);
      token = await house.token(ann);
    });

    it.each(WRONG.map(([name, bytes], index) => [index + 1, name, bytes] as const))('I1, I2: is refused when its content is not what its name says: %i %s', async (_, name, bytes) => {
      const { statusCode, body } = await upload(name, bytes);
      expect([statusCode, JSON.parse(body).errors[0].pointer]).toEqual([400, '/file']);
      expect((await house.request(ann, 'GET', '/imports')).body.items).toEqual([]);
    });

    it('I1: is taken under a name of ours when all agrees', async () => {
      const { statusCode, body } = await upload('客户 2026 (final).csv', Buffer.from('name\nA\n'));
      expect(statusCode).toBe(201);
      expect(JSON.parse(body).id).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('I3: never goes where its name points: sixty paths', async () => {
      const before = readdirSync(house.folder).sort();
      const taken: string[] = [];
      for (const path of PATHS) {
        const { statusCode } = await upload(path, Buffer.from('name\nA\n'));
        if (statusCode !== 400) taken.push(`${JSON.stringify(path)}: ${statusCode}`);
      }
      expect(taken).toEqual([]);
      expect(readdirSync(house.folder).sort()).toEqual(before);
      expect((await house.request(null, 'GET', '/auth/ways')).status).toBe(200);
    });

    it('I3: is not found by a path in the place of an id or of a file’s name', async () => {
      const found: string[] = [];
      for (const path of PATHS) {
        for (const place of ['/api/v1/imports/X', '/api/v1/imports/X/bad-rows.csv', '/api/v1/exports/X', '/api/v1/exports/X/file', '/api/docs/assets/X', '/api/v1/option-sets/X/options/x']) {
          const url = place.replace('X', encodeURIComponent(path).replaceAll('.', '%2e'));
          const { statusCode } = await house.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } });
          if (statusCode < 400 || statusCode >= 500) found.push(`${url}: ${statusCode}`);
        }
      }
      expect(found).toEqual([]);
      for (const url of ['/api/v1/imports/%', '/api/v1/imports/%zz', '/%c0%ae%c0%ae/', '/api/docs/assets/%']) expect((await house.app.inject({ method: 'GET', url })).statusCode).toBeLessThan(500);
    });

    it('I2, I7: leaves as an attachment that may do nothing, for the one who asked, for a day', async () => {
      await house.request(ann, 'POST', '/customers', { name: '=1+1', kind: 'company', status: 'active', city: '\u00a0＋cmd', tags: ['@x', '-1'] });
      const { body } = await house.request(ann, 'POST', '/exports', { kind: 'customer', format: 'csv', query: '', ids: [], columns: ['name', 'city', 'tags'] });
      await settled(`/exports/${body.id}`);
      const file = await house.request(ann, 'GET', `/exports/${body.id}/file`);
      expect(file.status).toBe(200);
      expect(file.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-disposition': 'attachment; filename="customer.csv"', 'cache-control': 'no-store' });
      expect(file.headers['content-security-policy']).toContain('sandbox');
      expect(file.body).toContain("'=1+1");
      expect(file.body).toContain("'＋cmd");
      expect(file.body).toContain("'@x");
      const other = await house.person('Bob', ['administrator']);
      expect((await house.request(other, 'GET', `/exports/${body.id}/file`)).status).toBe(404);
      const clock = house.get(Clock);
      const { now } = clock;
      clock.now = () => new Date(Date.now() + 24.1 * 3_600_000);
      const late = await house.request(ann, 'GET', `/exports/${body.id}/file`);
      clock.now = now;
      house.get(Principals).forget();
      expect([401, 404]).toContain(late.status);
      const { body: imported } = await house.request(ann, 'GET', '/imports');
      const bad = await house.request(ann, 'GET', `/imports/${imported.items[0].id}/bad-rows.csv`);
      expect(bad.headers).toMatchObject({ 'content-disposition': 'attachment; filename="problems.csv"', 'x-content-type-options': 'nosniff' });
      expect(bad.headers['content-security-policy']).toContain('sandbox');
    });

    it('D2: is written for one person five at a time', async () => {
      const { runDue } = house.get(Jobs);
      house.get(Jobs).runDue = () => Promise.resolve();
      const asked = { kind: 'customer', format: 'csv', query: '', ids: [], columns: ['name'] };
      const answers = [];
      for (let count = 0; count < 6; count++) answers.push(await house.request(ann, 'POST', '/exports', asked));
      house.get(Jobs).runDue = runDue;
      expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 429]);
      expect(answers.at(-1)?.headers['retry-after']).toBe('10');
    });
  });
});

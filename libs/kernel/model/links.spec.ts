import { describe, expect, it } from 'vitest';
import { isUrl } from './rules.ts';

const DEAD = [
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)', ' javascript:alert(1)', '\u0001javascript:alert(1)', 'javascript&colon;alert(1)', '&#106;avascript:alert(1)', 'javascript:/*https://x.example/*/alert(1)', 'data:text/html,<script>1</script>',
  'DATA:text/html;base64,PHM+', 'vbscript:msgbox(1)', 'file:///etc/passwd', 'ftp://x.example/', 'blob:https://x.example/1', '//evil.example', '/relative', 'http:evil.example', 'http:/evil.example', 'https:\\\\evil.example', 'http://', 'https://a\\@evil.example', 'view-source:http://x.example', 'intent://x#Intent;end', 'feed:https://x.example', 'http://a b', 'hxxp://x.example',
]; // prettier-ignore

describe('an address of the web', () => {
  it.each(DEAD)('F5: is not %j', (text) => expect(isUrl(text)).toBe(false));
  it.each(['http://example.com', 'https://例子.中国/路径?q=1#x', 'HTTPS://EXAMPLE.COM', 'https://user@example.com/', 'http://10.0.0.1:8080/x'])('F5: is %j', (text) => expect(isUrl(text)).toBe(true));
});

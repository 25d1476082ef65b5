/** What every answer carries: nothing is sniffed, framed, shared with other sites or told to them. */
const COMMON = {
  'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'same-origin', 'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
}; // prettier-ignore
const REPORTS = '/api/v1/csp-reports';
export const REPORT_TYPES = ['application/csp-report', 'application/reports+json'];

/** Data is never a document: whatever is opened by itself may do nothing. */
const DATA = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/** The headers of all answers; with TLS, browsers are told to insist on it for a year. */
export const headersOf = (publicUrl: string): Record<string, string> => ({
  ...COMMON, 'Content-Security-Policy': DATA,
  ...(publicUrl.startsWith('https:') ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
}); // prettier-ignore

/** What a page of the UI may do: its own files, its own styles by nonce, no string turned into script. */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'self'", `script-src 'self' 'nonce-${nonce}'`, `style-src 'self' 'nonce-${nonce}'`, "img-src 'self' data:", "font-src 'self'", "connect-src 'self'",
    "object-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-src 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types angular default',
    `report-uri ${REPORTS}`, 'report-to csp',
  ].join('; '); // prettier-ignore

/** What the pages of the API's document may do: the viewer writes styles, and marks up texts that it cleans itself. */
export const docsPolicy = (nonce: string): string =>
  [
    "default-src 'self'", `script-src 'self' 'nonce-${nonce}'`, "style-src 'self'", "style-src-attr 'unsafe-inline'", "img-src 'self' data:", "object-src 'none'", "base-uri 'none'",
    "form-action 'none'", "frame-ancestors 'none'", `report-uri ${REPORTS}`, 'report-to csp',
  ].join('; '); // prettier-ignore

export const REPORTING = `csp="${REPORTS}"`;

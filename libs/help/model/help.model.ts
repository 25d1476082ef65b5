export const HELP_GROUPS = ['start', 'work', 'administration'] as const;

/** A page of the help: what it is called, and its paragraphs; one that starts with '- ' is a point of a list. */
export interface HelpPage {
  readonly key: string;
  readonly group: (typeof HELP_GROUPS)[number];
  readonly title: string;
  /** The screen it explains. */
  readonly link: string;
  readonly parts: readonly { readonly heading?: string; readonly text: readonly string[] }[];
}

const SAME: Readonly<Record<string, string>> = {
  '': 'home', 'stock-counts': 'stock', stages: 'pipelines', categories: 'products', keys: 'settings', 'approval-flows': 'approvals', amendments: 'contracts', payments: 'receivables', invoices: 'receivables', 'invoice-titles': 'receivables', 'receivables-settings': 'receivables', 'contract-templates': 'contracts', 'settings/profile': 'profile', 'settings/company': 'company', 'settings/options': 'options', 'opportunities/board': 'board',
}; // prettier-ignore

/** Key of the page about a screen, by its address. */
export function helpKeyOf(url: string): string {
  const [path = ''] = url.replace(/^\//, '').split(/[?#]/);
  const [room = ''] = path.split('/');
  return SAME[path] ?? SAME[room] ?? (room === 'help' ? (path.split('/')[1] ?? 'home') : room);
}

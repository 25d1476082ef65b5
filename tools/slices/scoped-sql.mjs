import { relative, sep } from 'node:path';

/** Tables of records that belong to somebody: a statement on one carries the predicate of whoever asks. */
export const OWNED_TABLES = ['customer', 'contact', 'opportunity', 'competitor', 'view', 'quote', 'contract', 'amendment', 'receivable', 'payment', 'invoice', 'invoice_title'];

/** Reviewed: statements without the predicate, and why nobody learns anything by them. */
export const UNSCOPED = {
  'libs/customers/api/customer.service.ts': 'walks up the parents of a customer and tells only whether there is a circle',
  'libs/quotes/api/quote-days.ts': 'finds what a new day changes, as the system, and tells nobody',
  'libs/quotes/api/quote.service.ts': 'asks whether a number is given, as the unique index does',
  'libs/contracts/api/amendment.service.ts': 'tells whoever may change a contract only whether its next version is being written',
  'libs/contracts/api/contract.service.ts': 'asks whether a number is given, as the unique index does, and which contract renews another',
  'libs/contracts/api/contract-days.service.ts': 'finds what a new day changes, as the system, and tells nobody',
  'libs/contracts/api/contract-sources.ts': 'tells whoever may reopen a deal which contract rests on it',
  'libs/receivables/api/books.service.ts': 'adds up what is booked on a contract whose row is held, to decide whether there is room',
  'libs/receivables/api/payment.service.ts': 'asks whether a number is given, as the unique index does',
  'libs/receivables/api/invoice.service.ts': 'asks whether a number is given, as the unique index does',
  'libs/receivables/api/invoice-title.service.ts': 'finds the standard title of a customer that whoever asks may see, and the ones it replaces',
  'libs/accounts/api/housekeeping.service.ts': 'drops what has expired from the tables of signing in',
  'libs/accounts/api/erased-users.service.ts': 'takes what only accounts know of a user who is erased, in the unit of work that erases them',
  'libs/imports/api/import-retention.service.ts': 'removes what imports keep once its time is over, and shows none of it',
  'libs/privacy/api/echoes.service.ts': 'finds what is left of a person who is erased, wherever it stands, for whoever answers for privacy',
  'libs/privacy/api/finder.service.ts': 'finds a person in everything that is held, for whoever answers for privacy',
  'libs/privacy/api/traces.service.ts': 'takes the traces of an erased person out of tables beside the records',
  'libs/backups/api/drill/examiner.ts': 'reads through a restored copy, and tells only whether it is whole',
  'libs/backups/api/restore/restore-places.ts': 'counts the records of a restored copy and of the running installation, for whoever may restore',
  'libs/encryption/api/resealing.ts': 'puts cells under another key without showing them to anybody',
  'libs/imports/api/import-made.queries.ts': 'reads the versions of records that the import itself just wrote',
  'libs/imports/api/row-judge.ts': 'asks whether a value that may exist once is taken, as the unique index does',
  'libs/opportunities/api/deal-sums.ts': 'adds up all deals by owner and team; who asks for the sums brings the predicate',
  'libs/opportunities/api/pipeline.service.ts': 'tells whoever may delete a pipeline only whether deals are in it',
  'libs/samples/api/sample.queries.ts': 'finds the sample records that it made, for whoever may manage them',
  'libs/settings/api/company.service.ts': 'tells everybody which currencies are in use, and nothing of the records',
  'libs/settings/api/option-uses.queries.ts': 'counts the records that have an option, for whoever may change options',
};

const WRITES = /\b(?:UPDATE|INTO|DELETE\s+FROM)\s+`([^`]+)`/gi;
const READS = /\b(?:FROM|JOIN)\s+`([^`]+)`/gi;
const tablesIn = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
/** A name that the statement puts together itself: it may be any table. */
const made = (name) => name.includes('${');

/** What is wrong with a statement in a file; null when it may stand there. `text` holds its expressions as `${…}`. */
export function faultOfSql(file, text, root, owned = OWNED_TABLES) {
  const path = relative(root, file).split(sep).join('/');
  const [libs, slice, face] = path.split('/');
  if (libs !== 'libs' || slice === 'kernel' || face !== 'api' || /\.spec\.ts$|\/migrations\//.test(path)) return null;
  const plain = text.replaceAll('\\`', '`');
  const written = tablesIn(plain, WRITES).find((name) => owned.includes(name) || made(name));
  if (written && !(path in UNSCOPED && made(written))) return `Records of '${written}' are written by their store alone.`;
  const read = tablesIn(plain, READS).find((name) => owned.includes(name) || made(name));
  if (!read || !/\bSELECT\b/i.test(plain) || path in UNSCOPED || /\$\{\w+\.text\}/.test(plain)) return null;
  return `A statement on '${read}' carries the predicate of whoever asks: \${where.text} of the reader, or scopeOf.`;
}

/** ESLint: no statement on records passes by the predicate. */
export const scopedSql = {
  meta: { type: 'problem', messages: { open: '{{fault}}' }, schema: [] },
  create(context) {
    const check = (node, text) => {
      const fault = faultOfSql(context.filename, text, context.cwd);
      if (fault) context.report({ node, messageId: 'open', data: { fault } });
    };
    return {
      Literal: (node) => typeof node.value === 'string' && check(node, node.value),
      TemplateLiteral: (node) => check(node, context.sourceCode.getText(node)),
    };
  },
};

import type { HelpPage } from './help.model.ts';

export const PAGES_EN: readonly HelpPage[] = [
  { key: 'home', title: 'Start here', parts: [
    { text: ['Rapport keeps what your company knows about its customers: who they are, whom to talk to, what they might buy, and what they bought.'] },
    { heading: 'Around every page', text: ['- The rail on the left opens the rooms. On a phone it is the bar at the bottom.', '- “New” at the top creates a record from anywhere.', '- Your initials at the top right: language, colours, row height, password and sign-out.', '- Press ? anywhere to see the keys that work on the page.'] },
  ] },
  { key: 'lists', title: 'Lists', parts: [
    { text: ['Customers, contacts, opportunities and products are all shown as lists that work alike. What you see is in the address: send it to a colleague, and they see the same list, as far as they may.'] },
    { heading: 'Finding', text: ['- Tabs are views: ready-made lists. Save your own with “Save view”; those who may can give one to everybody.', '- “Filter” narrows the list by any field; Shift+F clears all filters.', '- Click a column’s name to sort. “Columns” chooses which ones are shown and in which order.'] },
    { heading: 'Working', text: ['- The pencil in a cell changes one value where it stands.', '- Space opens a record beside its list; j and k move up and down.', '- Tick rows to assign, change, tag, export or delete them together. “Select all … matching” means every record the list finds, loaded or not. It runs in the background, tells you what was refused and why, and can be undone as a whole.', '- What is deleted stays in the recycle bin for 30 days: open it in the menu “…”.'] },
    { heading: 'Taking lists out', text: ['Those who may export find CSV and XLSX in the menu “…”. The file is yours alone and is kept for a day; every export is written down.'] },
  ] },
  { key: 'customers', title: 'Customers', parts: [
    { text: ['A customer is a company or a person you sell to. Its page shows the facts, the contacts and the opportunities, and who changed what.'] },
    { heading: 'Good to know', text: ['- Status says where you stand: potential, active or inactive. Level A, B or C says how important they are.', '- The unified social credit code is checked while you type.', '- A customer can belong to another one (its parent).', '- “Assign” gives a customer to a colleague; its team moves along.'] },
  ] },
  { key: 'contacts', title: 'Contacts', parts: [
    { text: ['A contact is a person at a customer. One person can work for several customers, each with a position and a time; one of them is the primary one.'] },
    { heading: 'Good to know', text: ['- The part in a decision says who decides, who uses and who opens doors.', '- Phones and e-mail addresses are personal: some roles see only a part of them.', '- Business cards (.vcf) from phones and mail programs can be imported.'] },
  ] },
  { key: 'opportunities', title: 'Opportunities', parts: [
    { text: ['An opportunity is a sale that may come. It moves through the stages of a pipeline until it is won, lost or invalid.'] },
    { heading: 'On the board', text: ['- Drag a card to another stage, or use its menu or Shift+Left and Shift+Right.', '- A column shows how many deals it holds and what they are worth, weighted by their probability.'] },
    { heading: 'On the page', text: ['- The bar at the top shows the stage and how long the deal has been in it.', '- Product lines give the amount; without lines you type it.', '- Winning needs an amount. Losing needs a reason: it is what the reports learn from.', '- A closed deal can be reopened by those who may.'] },
  ] },
  { key: 'products', title: 'Products', parts: [{ text: ['Products are what you sell: a code that exists once, a unit, a price with its currency and tax rate. One that is no longer sold is taken off sale and stays in old deals.'] }] },
  { key: 'reports', title: 'Reports', parts: [{ text: ['The sales report adds up what was won, the win rate, the length of a sale, the funnel and who sold what, between two days.', '- Each figure counts only the records you may see.', '- Amounts are told in the company’s currency; deals in others are counted and named.', '- Every chart can be read as a table.'] }] },
  { key: 'imports', title: 'Importing files', parts: [
    { text: ['Customers, contacts, products, opportunities and users come in from CSV, TSV, XLSX and vCard files. Nothing is written before you have seen what would happen.'] },
    { heading: 'Step by step', text: ['- File: drop it. Encoding, separator, sheet and the row with the column names are found out and can be switched.', '- Columns: each field gets a column or a fixed text. How numbers and days are read is shown beside them. The columns of an earlier import can be taken over.', '- Same record: choose which field tells that a record is there already, and what happens then: skip, report, change, or change and add.', '- Check: every row is read. Problems are grouped by cause; a wrong value can be replaced for all rows at once, or cell by cell.', '- Run: it goes on in the background, can be paused and cancelled, and can be undone for seven days: what it created goes, what it changed gets its old values back. Records that somebody edited since are kept.'] },
    { heading: 'Limits', text: ['50 MB; 200,000 rows of text or 50,000 of a spreadsheet; 500 columns.'] },
  ] },
  { key: 'users', title: 'Users, teams and roles', parts: [{ text: ['Users are people who sign in. Inviting somebody gives you a link for them to set a password.', '- A role says what somebody may do and how far: own records, the team’s, the team’s and those below, or all.', '- Several roles add up.', '- A team can lie below another one and has a head.', '- Ending an account stops every session at once; nothing of theirs is deleted.'] }] },
  { key: 'settings', title: 'Settings', parts: [{ text: ['“My profile” holds your language, theme, row height and password. The rest is for administrators:', '- Company: its name, language and time zone. Days begin at midnight there.', '- Option sets: the words people choose from, in both languages, with colour and order. One word can take the place of another in every record.', '- Pipelines and stages: the way of a sale, with probabilities, required fields and the days after which a deal is stale.', '- The sample company: something to look around in, and gone with one click.'] }] },
]; // prettier-ignore

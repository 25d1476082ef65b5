import type { HelpPage } from './help.model.ts';

export const PAGES_EN: readonly HelpPage[] = [
  { key: 'home', group: 'start', title: 'Start here', link: '/', parts: [
    { text: ['Rapport keeps what your company knows about its customers: who they are, whom to talk to, what they might buy, and what they bought.'] },
    { heading: 'The first page', text: ['- The figures at the top count open deals, what is due this week, what stands still, and what was won this month. Each leads to its list.', '- The cards below name the deals themselves: due or overdue, stale, and the largest.', '- “Mine” shows your own deals, “All I see” those of everybody you may see. Who leads a team finds the funnel and the winnings of its people there, too.', '- “Opened last” brings you back to where you were.', '- “First steps” lists what a new workspace needs; each point ticks itself off. Close it with ×.'] },
    { heading: 'Around every page', text: ['- The rail on the left opens the rooms; [ folds it. On a phone it is the bar at the bottom.', '- “New” at the top creates a record from anywhere.', '- Your initials at the top right: language, theme, row height, settings, password and sign-out.', '- Press ? on any page to see the keys that work on it. “About this page” there leads to its help.'] },
  ] },
  { key: 'lists', group: 'start', title: 'Lists', link: '/customers', parts: [
    { text: ['Customers, contacts, opportunities and products are lists that work alike. What you see is in the address: send it to a colleague, and they see the same list, as far as they may.'] },
    { heading: 'Finding', text: ['- Tabs are views: ready-made lists. A dot beside one says that you changed it: save it, save it under another name, or reset it. A view is yours alone, your team’s or everybody’s, as far as you may share; its menu “…” also makes it the one the list opens in.', '- “Filter” narrows the list by any field; Shift+F clears all filters.', '- Click a column’s name to sort. “Columns” chooses which ones are shown and in which order, by dragging or by the arrows. Drag the edge of a column’s name to make it wider, or move there with Tab and use the arrow keys; a double click gives the width back. The first column stays in sight when you scroll sideways.', '- “Totals” adds up the number columns over everything the list finds, not only what is loaded. Amounts in several currencies are told apart.'] },
    { heading: 'Working', text: ['- The pencil in a cell, or the key e, changes one value where it stands; Tab goes on to the next. When somebody else changed the same value meanwhile, you see what stood before, theirs and yours, and choose.', '- Space opens a record beside its list; arrows or j and k move the list under it.', '- Tick rows (Shift for a range; a long press on a phone) to assign, change, tag, export or delete them together. “Select all … matching” means every record the list finds, loaded or not. It runs in the background, tells you what was refused and why, keeps the result of each record as a file, and can be undone as a whole.'] },
    { heading: 'Deleted records', text: ['“Recycle bin” in the menu “…” shows what was deleted; “Restore” brings a record back.'] },
    { heading: 'Taking lists out', text: ['Those who may export find CSV and XLSX in the menu “…”. The file is yours alone and is kept for a day; every export is written down.'] },
  ] },
  { key: 'customers', group: 'work', title: 'Customers', link: '/customers', parts: [
    { text: ['A customer is a company or a person you sell to. Its page shows the facts, the contacts, the opportunities, and who changed what.'] },
    { heading: 'Good to know', text: ['- Status says where you stand: potential, active or inactive. Level A, B or C says how important they are.', '- The unified social credit code is checked while you type.', '- A customer can belong to another one (its parent).', '- “Change owner” in the menu “…” gives a customer to a colleague; its team moves along.', '- The cards on the right add a contact or an opportunity with the customer filled in.', '- Came from a list? The arrows at the top lead to its next and previous customer.'] },
  ] },
  { key: 'contacts', group: 'work', title: 'Contacts', link: '/contacts', parts: [
    { text: ['A contact is a person at a customer. One person can work for several customers, each with a position and a time; one of them is the primary one.'] },
    { heading: 'Good to know', text: ['- The part in a decision says who decides, who influences, who uses and who opens doors.', '- Phones and e-mail addresses are personal: some roles see only a part of them. Who may, opens one with the eye beside it; the audit says who looked.', '- Search finds a phone by the whole number or its last four digits, an e-mail by the whole address.', '- Business cards (.vcf) from phones and mail programs can be imported.', '- You see a contact when you may see one of its customers.'] },
  ] },
  { key: 'opportunities', group: 'work', title: 'Opportunities', link: '/opportunities', parts: [
    { text: ['An opportunity, or deal, is a sale that may come. It moves through the stages of a pipeline until it is won, lost or invalid.'] },
    { heading: 'In the list', text: ['- A clock beside a name says that the deal is longer in its stage than the stage allows: it is stale. The view “Stale” shows all of them.', '- “Board” shows the same deals as cards.'] },
    { heading: 'On the page of a deal', text: ['- The bar shows the stages. Click one, or “To the next stage”. A stage may ask for something first: what is missing is asked for right there, and the deal moves on.', '- Product lines give the amount; without lines you type it.', '- The probability follows the stage until you set it by hand. The weighted amount is amount times probability.', '- “Close…”: winning needs an amount, losing needs a reason, because the reports learn from it. Invalid is for what never was a deal.', '- A closed deal can be reopened by those who may.', '- “Way through the stages” tells when the deal entered each stage, and how long it stayed.'] },
  ] },
  { key: 'board', group: 'work', title: 'The board', link: '/opportunities/board', parts: [
    { text: ['The board shows the open deals of a pipeline, a column for each stage. Several pipelines are tabs.'] },
    { heading: 'Moving a deal', text: ['- Drag a card to another column, or use its menu “…”, or Shift+Left and Shift+Right on a card.', '- A stage that asks for something shows what is missing, to be filled in right there.', '- If the pipeline does not let deals move back, the card returns and says so.', '- Point at a card to close it: won, lost or invalid.'] },
    { heading: 'Reading it', text: ['- Each column says how many deals it holds and what they are worth; point at its name for the weighted sum.', '- Deals that are too long in their stage say for how many days.', '- A retired stage is there as long as a deal is in it.', '- Filters are those of the list. On a phone one column is shown at a time.'] },
  ] },
  { key: 'quotes', group: 'work', title: 'Quotes', link: '/quotes', parts: [
    { text: ['A quote is what you offer a customer: products and prices, and until when they hold. Its number comes from a rule in the settings.'] },
  ] },
  { key: 'contracts', group: 'work', title: 'Contracts', link: '/contracts', parts: [
    { text: ['A contract is what you and a customer agreed upon: what is delivered, for how much, until when. Its number comes from a rule in the settings.'] },
    { heading: 'Good to know', text: ['- With product lines the amount is their total with tax; without lines you type it.', '- Approval and stage are two things: the one says whether your house agrees, the other where the contract stands.', '- Views show drafts, what waits for approval, what is active, what ends within 60 days, and what can be archived.'] },
  ] },
  { key: 'products', group: 'work', title: 'Products', link: '/products', parts: [
    { text: ['Products are what you sell: a code that exists once, a unit, a price with its currency and tax rate.'] },
    { heading: 'Good to know', text: ['- A product brings its price into the lines of a deal; there the price can be changed, and given a discount.', '- One that is no longer sold is taken off sale and stays in old deals.', '- Categories sort the catalogue and can lie within each other: see Settings, Categories.'] },
  ] },
  { key: 'competitors', group: 'work', title: 'Competitors', link: '/competitors', parts: [
    { text: ['Competitors are the companies that sell what you sell: what they offer against you, and where they are strong and weak. Everybody in sales sees all of them and adds what they learn.'] },
    { heading: 'Good to know', text: ['- A deal can name the competitor it is fought against. Closing it as lost asks whom it was lost to.', '- The page of a competitor shows the deals against them, as far as you may see those.', '- One that no longer matters is set to “Faded” and stays in old deals.'] },
  ] },
  { key: 'reports', group: 'work', title: 'Reports', link: '/reports/sales', parts: [
    { text: ['The sales report adds up, between two days, what was won, the win rate, the length of a sale, the funnel, and who sold what.'] },
    { heading: 'Good to know', text: ['- Each figure counts only the records you may see.', '- Won and lost count by the day a deal was closed; the funnel takes the deals that were opened in the period, and shows how far they got.', '- Amounts are told in the company’s currency; deals in others are counted and named.', '- Every chart can be read as a table and downloaded, and each bar leads to the deals behind it.'] },
  ] },
  { key: 'imports', group: 'work', title: 'Importing files', link: '/imports', parts: [
    { text: ['Customers, contacts, products, competitors, opportunities and users come in from CSV, TSV, XLSX and vCard files. Nothing is written before you have seen what would happen.'] },
    { heading: 'Step by step', text: ['- File: drop it. Encoding, separator, sheet and the row with the column names are found out and can be switched.', '- Columns: each field gets a column or a fixed text. How numbers and days are read is shown beside them. The columns of an earlier import can be taken over.', '- Same record: choose which field tells that a record is there already, and what happens then: skip, report, change, or change and add.', '- Check: every row is read. Problems are grouped by cause; a wrong value can be replaced for all rows at once, or cell by cell.', '- Run: it goes on in the background, can be paused and cancelled, and can be undone for seven days: what it created goes, what it changed gets its old values back. Records that somebody edited since are kept.'] },
    { heading: 'Which file first', text: ['Users and teams, then customers, contacts, products, competitors, and opportunities last: each may name those before it.'] },
    { heading: 'Limits', text: ['50 MB; 200,000 rows of text or 50,000 of a spreadsheet; 500 columns.'] },
  ] },
  { key: 'users', group: 'administration', title: 'Users', link: '/users', parts: [
    { text: ['Users are people who sign in.'] },
    { heading: 'Good to know', text: ['- Creating a user makes them “invited”. “Invitation link” mails them a link to set a password, or gives it to you where no mail is set up; it is good for seven days.', '- “Access” signs somebody out everywhere, or takes the second factor of whoever lost theirs.', '- “Password link” does the same for somebody who forgot theirs.', '- The team of a user decides which team their records belong to.', '- “Deactivate” ends every session at once. Nothing of theirs is deleted, and they can be activated again.', '- The last administrator cannot be taken away.', '- People of the sample company cannot be invited: nobody can sign in as one of them.'] },
  ] },
  { key: 'teams', group: 'administration', title: 'Teams', link: '/teams', parts: [
    { text: ['Teams are a tree: a team can lie below another one, and has a head.'] },
    { heading: 'Good to know', text: ['- A record belongs to the team its owner was in when it was assigned.', '- Whoever reaches “team and below” sees the records of their team and of all teams under it.'] },
  ] },
  { key: 'roles', group: 'administration', title: 'Roles', link: '/roles', parts: [
    { text: ['A role says what somebody may do with each kind of record, and how far: own records, the team’s, the team’s and those below, or all.'] },
    { heading: 'Good to know', text: ['- Several roles add up: the widest reach counts.', '- Some roles see phones and addresses only in part; any field can be hidden, masked or only read.', '- Nobody gives what they do not hold. Copy a role to start from it, or compare two.', '- “Check access” explains for a person and a record what they may do, and why.', '- On a customer, contact or opportunity, “Shared with” opens it to somebody else until a day you choose.'] },
  ] },
  { key: 'audit', group: 'administration', title: 'The audit log', link: '/audit', parts: [{ text: ['The audit log tells who did what, when and from where: changes, sign-ins, refusals, exports, settings. Administrators and operations read it; nobody can change it.', '- “Chain verified” means that every row is as it was written. “Verify now” reads them all again.', '- Click an entry to see what changed. Fields and records that you may not see stay hidden here too.', '- “Everything about this record” follows one record; the address of the page keeps the filters.', '- An export is a file for a day and is itself written down. Entries are kept at least 180 days.'] }] },
  { key: 'privacy', group: 'administration', title: 'Personal data', link: '/privacy', parts: [
    { text: ['People may ask what you hold about them, have it put right, or have it erased. This page does so in all records at once.'] },
    { heading: 'Step by step', text: ['- Search by e-mail, phone or its last four digits, credit code, or name and customer. The recycle bin is searched too.', '- “What is held” lists fields, audit values, rows of imports, files and saved views. “Export” writes it as a page to read and as JSON, for you alone, for a day.', '- “Correct” opens the record.', '- “Erase” shows what goes and what stays and asks for the name. The record stays as “Erased person” with its links; it cannot be undone.', '- “Hold” keeps a record from being erased until a day, with the reason.'] },
    { heading: 'Good to know', text: ['- Companies are not erased, and users only after they were deactivated.', '- Free text of other records is listed, to be corrected by hand. Backups made before still hold the person until they age out; MariaDB’s own logs and full-text index do until the server renews them.'] },
  ] },
  { key: 'settings', group: 'administration', title: 'Settings', link: '/settings', parts: [
    { text: ['Everybody has a profile here; the rest is for administrators. The search field finds single settings by their Chinese and English words.'] },
    { heading: 'Where is what', text: ['- My profile: name, language, theme, row height, password, keys.', '- Company: its name, time zone and currencies, and the sample company.', '- Option sets: the words people choose from.', '- Pipelines: the way of a sale.', '- Users, teams and roles; categories of products; imports.', '- Keys and encryption: which data is encrypted, how old the keys are, and a button to change one while everybody works. Keep a copy of the master key apart.', '- Personal data: find a person in all records, hand over what is held, correct or erase it; how long data is kept.', '- Sign-in and security: second factor, passkeys, recovery codes and where you are signed in.', '- API keys: let other systems act for you.', '- Outgoing mail: the SMTP server for invitations, password links and warnings.', '- Sign-in provider: the company’s accounts by OpenID Connect.'] },
  ] },
  { key: 'profile', group: 'administration', title: 'My profile', link: '/settings/profile', parts: [
    { text: ['What is yours alone. It follows you to every device you sign in on.'] },
    { heading: 'Good to know', text: ['- Language, theme and row height change at once.', '- Changing the password ends your other sessions.', '- “Keys on the keyboard” lists all keys. Single keys can be switched off, for example when you dictate; keys with Ctrl or Alt go on working.'] },
  ] },
  { key: 'company', group: 'administration', title: 'Company', link: '/settings/company', parts: [
    { text: ['What holds for everybody.'] },
    { heading: 'Good to know', text: ['- Days begin at midnight in the company’s time zone: “today”, due days and reports follow it.', '- Totals are told in one currency. It can be changed until the first record has an amount; afterwards it stays, because nothing converts amounts.', '- Further currencies can be offered in forms. Records in them keep their amounts; reports count them apart.'] },
    { heading: 'The sample company', text: ['- It brings three teams, nine people, 60 customers with contacts, 12 products and 150 deals with three months of history, to look around in. Nobody of it can sign in.', '- “Remove it” takes it out for good, recycle bin included. What you added yourself stays, with the sample records it points at; those you changed stay if you want. What stays is yours afterwards.'] },
  ] },
  { key: 'options', group: 'administration', title: 'Option sets', link: '/settings/options', parts: [
    { text: ['The words people choose from: industries, sources, units, parts in a decision, reasons for losing. Each has a Chinese and an English name, a colour and a place.'] },
    { heading: 'Good to know', text: ['- Type into a name to change it: every record shows the new one at once.', '- Drag a word by its handle, or use the arrows, to order the list as forms show it.', '- Retire: it is offered no longer, and records that have it keep it.', '- Replace by: every record that has the word gets the other one, in the background, each with an entry in its history. Then the word is gone. If deleted records in the recycle bin still have it, it stays as retired.', '- Remove: only for a word that no record has.'] },
  ] },
  { key: 'pipelines', group: 'administration', title: 'Pipelines and stages', link: '/pipelines', parts: [
    { text: ['A pipeline is a way of selling: an ordered list of stages that deals pass. Companies that sell in different ways have several.'] },
    { heading: 'Stages', text: ['- Drag a stage by its handle, or use its arrows, to change the order.', '- The probability is what a deal gets when it enters the stage; the weighted amounts follow from it.', '- Stale after days: a deal that stays longer is marked on the board, in lists and on the first page.', '- Required fields: a deal enters only when they are filled; people are asked for what is missing.', '- Retire a stage that is no longer used: nothing enters it, and deals that are in it stay until they move on. A stage no deal was ever in can be deleted.', '- Changing a stage never rewrites deals that passed it.'] },
    { heading: 'Moving back', text: ['“May move back” says whether a deal may return to an earlier stage.'] },
  ] },
]; // prettier-ignore

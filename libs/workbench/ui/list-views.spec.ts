import { addressOf, isChanged, tabOf, type SavedView, type Tab } from './list-views.ts';

const tab = (key: string, params: Record<string, string>, saved: SavedView | null = null): Tab => ({ key, label: key, params, saved });
const saved = { id: 's', version: 1, name: 'Saved', address: 'status=won&columns=name', shared: false, forTeam: null, ownerId: 'me' };
const tabs = [tab('all', {}), tab('mine', { ownerId: 'me' }), tab('open', { ownerId: 'me', status: 'open' }), tab('s', { status: 'won', columns: 'name' }, saved)];
const active = (params: Record<string, string>) => tabOf(tabs, params);

describe('the tab of an address', () => {
  it('is the own view it narrows the least', () => {
    expect([active({}), active({ q: 'x' }), active({ ownerId: 'me', city: 'Bern' }), active({ ownerId: 'me', status: 'open' })].map((one) => one?.key)).toEqual(['all', 'all', 'mine', 'open']);
  });

  it('is a saved view only where the address names it, whatever was changed since', () => {
    expect([active({ status: 'won' }), active({ status: 'lost', view: 's' }), active({ view: 'gone' })].map((one) => one?.key)).toEqual(['all', 's', 'all']);
  });

  it('is changed by filters and order; columns count only where a view keeps them', () => {
    const changed = (params: Record<string, string>) => isChanged(active(params) as Tab, params, '-createdAt');
    expect([changed({}), changed({ sort: '-createdAt' }), changed({ columns: 'name' }), changed({ sort: 'name' }), changed({ q: 'x' })]).toEqual([false, false, false, true, true]);
    const own = { status: 'won', columns: 'name', view: 's' };
    expect([changed(own), changed({ ...own, columns: 'name:200' }), changed({ ...own, status: 'lost' })]).toEqual([false, true, true]);
  });

  it('is kept without what names it', () => {
    expect(addressOf({ view: 's', status: 'won', create: '1', columns: 'name:300', city: 'A & B' })).toBe('city=A+%26+B&columns=name%3A300&status=won');
  });
});

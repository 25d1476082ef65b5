import { PASSWORD, setUp } from '../workspace.mjs';

const SCOPES = ['customer', 'contact', 'opportunity', 'product', 'category', 'stock'].map((kind) => `${kind}.write`);
export const UNIT = 1000;
export const STOCK = 1_000_000 * UNIT;

/** Names the company and gives the people of the story what they work with. */
export async function furnish(client, mailPort) {
  await setUp(client, { currency: 'CNY', timeZone: 'Asia/Shanghai' });
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  const { key } = await client.request('POST', '/me/keys', { name: 'Faults', scopes: SCOPES, addresses: [], until });
  const product = async (code, stocking) => (await client.request('POST', '/products', { code, name: code, price: 10_000, currency: 'CNY', onSale: true, stocking })).id;
  const productId = await product('LAMP', 'none');
  const stockedId = await product('BOLT', 'strict');
  const { items } = await client.request('GET', '/warehouses?size=5');
  const warehouses = items.map(({ id }) => id).slice(0, 2);
  while (warehouses.length < 2) warehouses.push((await client.request('POST', '/warehouses', { name: `Store ${warehouses.length}`, active: true })).id);
  for (const warehouseId of warehouses) await client.request('POST', '/stock/receive', { warehouseId, lines: [{ productId: stockedId, quantity: STOCK }] });
  // Without a mail server the link is told; with one it would be mailed.
  const victim = await somebody(client);
  await client.request('PUT', '/mail-settings', { host: '127.0.0.1', port: mailPort, security: 'none', username: null, password: null, sender: 'crm@example.com' });
  return { key, productId, stockedId, warehouses, victim };
}

/** A person with an address, to be warned. */
async function somebody(client) {
  const [username, email] = ['eve', 'eve@example.com'];
  const { id } = await client.request('POST', '/users', { name: 'Eve', username, email, roles: ['sales'] });
  const { url } = await client.request('POST', `/users/${id}/invite`);
  await client.request('POST', '/auth/password-by-token', { token: new URL(url).searchParams.get('token'), password: PASSWORD });
  return { username, email };
}

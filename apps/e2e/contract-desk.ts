import type { Client } from './client.ts';

/** A contract that is signed and in force, made over the API; its approval passes where no flow applies. */
export async function activeContract(client: Client, customerId: string, name: string, amount: number): Promise<{ id: string; number: string }> {
  const { id, number } = await client.request('POST', '/contracts', { name, customerId, amount, currency: 'CNY', startsOn: '2026-01-01', endsOn: '2027-12-31', type: 'sale' });
  const version = async () => ({ 'if-match': `"${(await client.request('GET', `/contracts/${id as string}`))['version'] as number}"` });
  await client.request('POST', `/approvals/contract/${id as string}/submit`, { chosen: [] }, await version());
  for (const [verb, body] of [['send', {}], ['sign', { signer: 'Mr Li' }], ['activate', {}]] as const) await client.request('POST', `/contracts/${id as string}/${verb}`, body, await version());
  return { id: id as string, number: number as string };
}

/** Writes the plan of a contract. */
export async function plan(client: Client, contractId: string, rows: readonly (readonly [string, number])[]): Promise<void> {
  const { version } = await client.request('GET', `/contracts/${contractId}`);
  await client.request('PUT', `/contracts/${contractId}/plan`, { rows: rows.map(([dueOn, amount]) => ({ dueOn, amount })) }, { 'if-match': `"${version as number}"` });
}

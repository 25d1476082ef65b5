import { BlockList, isIP } from 'node:net';

/** Everything that is not the open internet: this machine, own networks, what routers and clouds keep for themselves, and v4 in the clothes of v6. */
const CLOSED: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['0.0.0.0', 8, 'ipv4'], ['10.0.0.0', 8, 'ipv4'], ['100.64.0.0', 10, 'ipv4'], ['127.0.0.0', 8, 'ipv4'], ['169.254.0.0', 16, 'ipv4'], ['172.16.0.0', 12, 'ipv4'], ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'], ['192.88.99.0', 24, 'ipv4'], ['192.168.0.0', 16, 'ipv4'], ['198.18.0.0', 15, 'ipv4'], ['198.51.100.0', 24, 'ipv4'], ['203.0.113.0', 24, 'ipv4'], ['224.0.0.0', 3, 'ipv4'],
  ['::', 96, 'ipv6'], ['::ffff:0:0', 96, 'ipv6'], ['64:ff9b::', 96, 'ipv6'], ['64:ff9b:1::', 48, 'ipv6'], ['100::', 64, 'ipv6'], ['2001::', 23, 'ipv6'], ['2001:db8::', 32, 'ipv6'], ['2002::', 16, 'ipv6'],
  ['3fff::', 20, 'ipv6'], ['5f00::', 16, 'ipv6'], ['fc00::', 7, 'ipv6'], ['fe80::', 10, 'ipv6'], ['fec0::', 10, 'ipv6'], ['ff00::', 8, 'ipv6'],
]; // prettier-ignore

/** A list for each family: in a common one, what is closed as v4 in the clothes of v6 would close all of v4. */
const closed = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, bits, family] of CLOSED) closed[family].addSubnet(network, bits, family);
const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Whether an address is one of the open internet; anything that is no address is not. */
export const isPublic = (address: string): boolean => isIP(address) > 0 && !closed[familyOf(address)].check(address, familyOf(address));

/** Whether an address and port are among those that are allowed nevertheless: '10.1.0.0/16:443', '[fd00::1]:8080'. */
export function isAllowed(address: string, port: number, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const cut = entry.lastIndexOf(':');
    const [network = '', bits] = entry.slice(0, cut).replace(/[[\]]/g, '').split('/');
    if (Number(entry.slice(cut + 1)) !== port || isIP(network) === 0 || isIP(network) !== isIP(address)) return false;
    const list = new BlockList();
    list.addSubnet(network, bits === undefined ? (isIP(network) === 6 ? 128 : 32) : Number(bits), familyOf(network));
    return list.check(address, familyOf(address));
  });
}

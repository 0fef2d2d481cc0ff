// Whether an address is one of the open internet. All others, such as those of the own machine and network or of a cloud's
// metadata service, are no place where a stranger's redirect may lead (IANA special-purpose registries, RFC 6890).
import { BlockList, isIP } from 'node:net';

const special = new BlockList();
const v4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
];
for (const [network, bits] of v4) special.addSubnet(network, bits, 'ipv4');

// All of IPv6 that is in use for the open internet is in 2000::/3; within it are tunnels and examples that are not: Teredo and
// others (2001::/23), documentation (2001:db8::/32, 3fff::/20), 6to4, which holds IPv4 addresses of any kind (2002::/16).
const open = new BlockList();
open.addSubnet('2000::', 3, 'ipv6');
special.addSubnet('2001::', 23, 'ipv6');
special.addSubnet('2001:db8::', 32, 'ipv6');
special.addSubnet('2002::', 16, 'ipv6');
special.addSubnet('3fff::', 20, 'ipv6');

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return open.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/**
 * Whether a host is this machine, so that nothing that is sent to it, or listens on it, can be reached from the network.
 * @param host a name or an address; an IPv6 address also in brackets, as in a URL
 */
export function isLoopback(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '');
  const version = isIP(address);
  return version === 0
    ? address.toLowerCase() === 'localhost'
    : loopback.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

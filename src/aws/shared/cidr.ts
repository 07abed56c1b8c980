import ipaddr from 'ipaddr.js';

/**
 * A CIDR block as AWS shows it: without host bits (10.1.2.3/16 becomes 10.1.0.0/16), IPv6 compressed and in lower case.
 * What is no CIDR block comes back as it is, for AWS to refuse.
 */
export function canonicalCidr(text: string): string {
  if (!ipaddr.isValidCIDR(text)) return text;
  const [address, prefix] = ipaddr.parseCIDR(text);
  const family = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${family.networkAddressFromCIDR(`${address.toString()}/${prefix}`).toString()}/${prefix}`;
}

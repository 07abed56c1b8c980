import ipaddr from 'ipaddr.js';

/**
 * A CIDR block as AWS shows it: without host bits (10.1.2.3/16 becomes 10.1.0.0/16), IPv6 compressed and in lower case.
 * What is no CIDR block comes back as it is, for AWS to refuse.
 */
export function canonicalCidr(text: string): string {
  // Trying one family after the other would cost an exception a call, and this runs in every pass.
  const family = text.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4;
  if (!family.isValidCIDR(text)) return text;
  const [address, prefix] = family.parseCIDR(text);
  return `${family.networkAddressFromCIDR(`${address.toString()}/${prefix}`).toString()}/${prefix}`;
}

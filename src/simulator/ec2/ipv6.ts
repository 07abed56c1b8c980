import ipaddr from 'ipaddr.js';
import type { Random } from '../../base/random.ts';

/** A block of IPv6 addresses as numbers. */
interface Ipv6Block {
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

const bits = 128;

/** Undefined for what is no block. */
export function parseIpv6(cidr: string): Ipv6Block | undefined {
  if (!ipaddr.IPv6.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.IPv6.parseCIDR(cidr);
  const value = address.toByteArray().reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  const size = 2n ** BigInt(bits - prefix);
  const first = value - (value % size);
  return { first, last: first + size - 1n, prefix };
}

export function containsIpv6(outer: Ipv6Block, inner: Ipv6Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlapsIpv6(a: Ipv6Block, b: Ipv6Block): boolean {
  return a.first <= b.last && b.first <= a.last;
}

/** A /56 of Amazon's own, as it gives them to VPCs. */
export function amazonBlock(random: Random): string {
  const group = Math.floor(random() * 0x1_0000).toString(16);
  const site = (Math.floor(random() * 0xff) + 1).toString(16);
  return `2600:1f18:${group}:${site}00::/56`;
}

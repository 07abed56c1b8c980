/** A block of IPv4 addresses as numbers. */
export interface Ipv4Block {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** Undefined for what is no block. Bits beyond the prefix are dropped, as AWS does. */
export function parseIpv4(cidr: string): Ipv4Block | undefined {
  const [, address = '', length = ''] = /^(\d{1,3}(?:\.\d{1,3}){3})\/(\d{1,2})$/.exec(cidr) ?? [];
  const parts = address.split('.').map(Number);
  const prefix = Number(length);
  if (address === '' || prefix > 32 || parts.some((part) => part > 255)) return undefined;
  const size = 2 ** (32 - prefix);
  const value = parts.reduce((number, part) => number * 256 + part, 0);
  const first = value - (value % size);
  return { first, last: first + size - 1, prefix };
}

export function formatIpv4(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export function formatIpv4Block({ first, prefix }: Ipv4Block): string {
  return `${formatIpv4(first)}/${prefix}`;
}

/** How many addresses a block has; 0 for what is none. */
export function addressesOf(cidr: string): number {
  const block = parseIpv4(cidr);
  return block === undefined ? 0 : block.last - block.first + 1;
}

export function overlaps(a: Ipv4Block, b: Ipv4Block): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

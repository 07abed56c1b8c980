/** Names and numbers that AWS shows otherwise than they may be written (EC2 API reference, IpPermission.IpProtocol). */
const shownAs: Readonly<Record<string, string>> = {
  all: '-1',
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  esp: '50',
  ah: '51',
};

const withPorts: ReadonlySet<string> = new Set(['tcp', 'udp', 'icmp', 'icmpv6']);

/** A protocol as AWS shows it: `tcp`, `udp`, `icmp` and `icmpv6` by name, others by number, all of them as `-1`. */
export function canonicalProtocol(protocol: string): string {
  const lower = protocol.toLowerCase();
  return shownAs[lower] ?? lower;
}

/** Does AWS heed ports (or ICMP type and code) for this canonical protocol? For all others it takes every port and shows -1 or nothing. */
export function hasPorts(protocol: string): boolean {
  return withPorts.has(protocol);
}

import { EvaluationError } from '@marcbachmann/cel-js';
import type { Environment } from '@marcbachmann/cel-js';
import ipaddr from 'ipaddr.js';
import { define } from './define.ts';

type Address = ipaddr.IPv4 | ipaddr.IPv6;

class CelIp {
  readonly address: Address;

  constructor(address: Address) {
    this.address = address;
  }
}

class CelCidr {
  readonly address: Address;
  readonly bits: number;

  constructor(address: Address, bits: number) {
    this.address = address;
    this.bits = bits;
  }
}

class IpNamespace {}

/** `ip`, `cidr` and what they can be asked. Source: Kubernetes, CEL in Kubernetes, IP address and CIDR libraries. */
export function addNetworkFunctions(environment: Environment): void {
  environment.registerType('net.IP', CelIp).registerType('net.CIDR', CelCidr);
  environment.registerType('IpNamespace', IpNamespace).registerConstant('ip', 'IpNamespace', new IpNamespace());
  environment.registerOperator('net.IP == net.IP', (a: CelIp, b: CelIp) => textOf(a.address) === textOf(b.address));
  environment.registerOperator('net.CIDR == net.CIDR', (a: CelCidr, b: CelCidr) => cidrText(a) === cidrText(b));
  addIpFunctions(environment);
  addCidrFunctions(environment);
}

function addIpFunctions(environment: Environment): void {
  const inRange =
    (...names: readonly string[]) =>
    ({ address }: CelIp) =>
      names.includes(address.range());
  define(environment, {
    'isIP(string): bool': (text: string) => parseIp(text) !== undefined,
    'ip(string): net.IP': ipOf,
    'string(net.IP): string': ({ address }: CelIp) => textOf(address),
    'IpNamespace.isCanonical(string): bool': (_ip: IpNamespace, text: string) => textOf(ipOf(text).address) === text,
    'net.IP.family(): int': ({ address }: CelIp) => (address.kind() === 'ipv4' ? 4n : 6n),
    'net.IP.isUnspecified(): bool': ({ address }: CelIp) => address.toByteArray().every((byte) => byte === 0),
    'net.IP.isLoopback(): bool': inRange('loopback'),
    'net.IP.isLinkLocalUnicast(): bool': inRange('linkLocal'),
    'net.IP.isLinkLocalMulticast(): bool': ({ address }: CelIp) => /^(224\.0\.0\.|ff.2:)/.test(textOf(address)),
    'net.IP.isGlobalUnicast(): bool': (ip: CelIp) => !inRange('loopback', 'linkLocal', 'multicast', 'unspecified', 'broadcast')(ip),
  });
}

function addCidrFunctions(environment: Environment): void {
  define(environment, {
    'isCIDR(string): bool': (text: string) => parseCidr(text) !== undefined,
    'cidr(string): net.CIDR': cidrOf,
    'string(net.CIDR): string': cidrText,
    'net.CIDR.ip(): net.IP': ({ address }: CelCidr) => new CelIp(address),
    'net.CIDR.prefixLength(): int': ({ bits }: CelCidr) => BigInt(bits),
    'net.CIDR.masked(): net.CIDR': (cidr: CelCidr) => new CelCidr(masked(cidr), cidr.bits),
    'net.CIDR.containsIP(net.IP): bool': (cidr: CelCidr, { address }: CelIp) => contains(cidr, address),
    'net.CIDR.containsIP(string): bool': (cidr: CelCidr, text: string) => contains(cidr, ipOf(text).address),
    'net.CIDR.containsCIDR(net.CIDR): bool': (cidr: CelCidr, inner: CelCidr) => containsCidr(cidr, inner),
    'net.CIDR.containsCIDR(string): bool': (cidr: CelCidr, text: string) => containsCidr(cidr, cidrOf(text)),
  });
}

/** No zones, no leading zeros, no IPv4 inside IPv6, as Kubernetes has it. */
function parseIp(text: string): Address | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return /(^|\.)0\d/.test(text) ? undefined : ipaddr.IPv4.parse(text);
  return /[%.]/.test(text) || !ipaddr.IPv6.isValid(text) ? undefined : ipaddr.IPv6.parse(text);
}

function parseCidr(text: string): CelCidr | undefined {
  const [head = '', bits = '', ...rest] = text.split('/');
  const address = parseIp(head);
  if (address === undefined || rest.length > 0 || !/^(0|[1-9]\d*)$/.test(bits)) return undefined;
  return Number(bits) > address.toByteArray().length * 8 ? undefined : new CelCidr(address, Number(bits));
}

function ipOf(text: string): CelIp {
  const address = parseIp(text);
  if (address === undefined)
    throw new EvaluationError(`IP Address "${text}" parse error during conversion from string: ParseAddr("${text}"): unable to parse IP`);
  return new CelIp(address);
}

function cidrOf(text: string): CelCidr {
  const cidr = parseCidr(text);
  if (cidr === undefined)
    throw new EvaluationError(
      `network address parse error during conversion from string: network address parse error during conversion from string: netip.ParsePrefix("${text}"): no '/'`,
    );
  return cidr;
}

function textOf(address: Address): string {
  return address.kind() === 'ipv6' && address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

function cidrText({ address, bits }: CelCidr): string {
  return `${textOf(address)}/${bits}`;
}

function masked({ address, bits }: CelCidr): Address {
  const bytes = address.toByteArray().map((byte, index) => byte & (0xff_00 >> Math.min(8, Math.max(0, bits - index * 8))) & 0xff);
  return ipaddr.fromByteArray(bytes);
}

function contains({ address, bits }: CelCidr, inner: Address): boolean {
  return address.kind() === inner.kind() && textOf(masked({ address, bits })) === textOf(masked({ address: inner, bits }));
}

function containsCidr(cidr: CelCidr, inner: CelCidr): boolean {
  return cidr.bits <= inner.bits && contains(cidr, inner.address);
}

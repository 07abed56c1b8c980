import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { der, derOid, derTags } from './der.ts';

/** A certificate and its private key, both PEM. */
export interface CertifiedKey {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is asked for. */
export interface CertificateRequest {
  /** Kubernetes takes it as the user's name. */
  readonly commonName: string;
  /** Kubernetes takes them as the user's groups. */
  readonly organizations?: readonly string[];
  readonly usage: 'client' | 'server';
  /** IPv4 addresses and DNS names that a server answers to. */
  readonly hosts?: readonly string[];
}

/** A certificate authority that lives in memory. */
export interface Authority {
  /** PEM. */
  readonly certificate: string;
  issue(request: CertificateRequest): CertifiedKey;
}

const { sequence, set, integer, boolean, bitString, octetString, utf8, utcTime, context } = derTags;
const ecdsaWithSha256 = der(sequence, derOid('1.2.840.10045.4.3.2'));
const extendedUsage = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' };
const dayMs = 86_400_000;

/** Makes an authority with a new P-256 key; what it issues is valid from yesterday for a year. */
export function createAuthority(commonName: string): Authority {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = distinguishedName(commonName, []);
  // keyCertSign and cRLSign; digitalSignature too, which some clients want.
  const extensions = [
    extension('2.5.29.19', der(sequence, der(boolean, Buffer.from([0xff]))), true),
    extension('2.5.29.15', der(bitString, Buffer.from([1, 0x86])), true),
    extension('2.5.29.14', der(octetString, keyId(publicKey))),
  ];
  const signed = (subject: Buffer, key: KeyObject, wanted: readonly Buffer[]): string =>
    certificate({ issuer, subject, publicKey: key, extensions: wanted, signer: privateKey });
  return {
    certificate: signed(issuer, publicKey, extensions),
    issue: (request) => {
      const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const subject = distinguishedName(request.commonName, request.organizations ?? []);
      return {
        certificate: signed(subject, pair.publicKey, leafExtensions(request, publicKey)),
        key: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      };
    },
  };
}

function leafExtensions(request: CertificateRequest, authorityKey: KeyObject): Buffer[] {
  const names = (request.hosts ?? []).map(generalName);
  return [
    extension('2.5.29.15', der(bitString, Buffer.from([7, 0x80])), true),
    extension('2.5.29.37', der(sequence, derOid(extendedUsage[request.usage]))),
    extension('2.5.29.35', der(sequence, der(context(0) & ~0x20, keyId(authorityKey)))),
    ...(names.length > 0 ? [extension('2.5.29.17', der(sequence, ...names))] : []),
  ];
}

function generalName(host: string): Buffer {
  const parts = host.split('.').map(Number);
  const isAddress = parts.length === 4 && parts.every((part) => part >= 0 && part <= 255);
  return isAddress ? der(0x87, Buffer.from(parts)) : der(0x82, Buffer.from(host, 'ascii'));
}

function extension(oid: string, value: Buffer, critical = false): Buffer {
  return der(sequence, derOid(oid), ...(critical ? [der(boolean, Buffer.from([0xff]))] : []), der(octetString, value));
}

/** RFC 5280, 4.2.1.2, leaves the method free. */
function keyId(publicKey: KeyObject): Buffer {
  return createHash('sha1').update(spki(publicKey)).digest();
}

function spki(publicKey: KeyObject): Buffer {
  return publicKey.export({ type: 'spki', format: 'der' });
}

function distinguishedName(commonName: string, organizations: readonly string[]): Buffer {
  const attribute = (oid: string, value: string): Buffer => der(set, der(sequence, derOid(oid), der(utf8, Buffer.from(value))));
  return der(sequence, ...organizations.map((organization) => attribute('2.5.4.10', organization)), attribute('2.5.4.3', commonName));
}

interface Contents {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
  readonly signer: KeyObject;
}

/** RFC 5280, 4.1. */
function certificate(contents: Contents): string {
  const body = der(
    sequence,
    der(context(0), der(integer, Buffer.from([2]))),
    // The top bits 01: positive, and never shorter than its bytes.
    der(integer, Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    ecdsaWithSha256,
    contents.issuer,
    der(sequence, time(Date.now() - dayMs), time(Date.now() + 365 * dayMs)),
    contents.subject,
    spki(contents.publicKey),
    der(context(3), der(sequence, ...contents.extensions)),
  );
  const signature = sign('sha256', body, contents.signer);
  const whole = der(sequence, body, ecdsaWithSha256, der(bitString, Buffer.from([0]), signature));
  return `-----BEGIN CERTIFICATE-----\n${whole.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function time(epochMs: number): Buffer {
  const digits = new Date(epochMs).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return der(utcTime, Buffer.from(`${digits}Z`));
}

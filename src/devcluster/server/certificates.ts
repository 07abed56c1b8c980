import type { webcrypto } from 'node:crypto';
import type { Clock } from '../../base/clock.ts';
import type { Random } from '../../base/random.ts';

/** A certificate authority and a server certificate for 127.0.0.1 and localhost that it signed, all PEM. The authority's own key is thrown away. */
export interface Certificates {
  readonly caCert: string;
  readonly cert: string;
  /** PKCS #8, secret. */
  readonly key: string;
}

/** Makes an ECDSA P-256 key pair that can be exported. Handed in, since it draws chance. */
export type GenerateKeys = () => Promise<webcrypto.CryptoKeyPair>;

const hourMs = 3_600_000;
const validMs = 10 * 365 * 24 * hourMs;
const signingAlgorithm = { name: 'ECDSA', hash: 'SHA-256' };

/** Makes a new authority and a server certificate, valid for ten years from an hour ago. */
export async function createCertificates(clock: Clock, random: Random, generateKeys: GenerateKeys): Promise<Certificates> {
  // Loaded here alone: the library takes a while, and later starts find their certificates on disk.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const [authorityKeys, serverKeys] = await Promise.all([generateKeys(), generateKeys()]);
  const validity = { notBefore: new Date(clock.now() - hourMs), notAfter: new Date(clock.now() + validMs), signingAlgorithm };
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serialNumber(random),
    name: 'CN=evenkeel-dev-ca',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: serialNumber(random),
    subject: 'CN=evenkeel-dev',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const key = x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey), 'PRIVATE KEY');
  return { caCert: `${authority.toString('pem')}\n`, cert: `${server.toString('pem')}\n`, key: `${key}\n` };
}

/** 16 hexadecimal digits; the first keeps the number positive. */
function serialNumber(random: Random): string {
  return Array.from({ length: 16 }, (_, index) => Math.floor(random() * (index === 0 ? 7 : 16) + (index === 0 ? 1 : 0)).toString(16)).join(
    '',
  );
}

import type { OpenApi } from '../../../engine/schema/crd/open-api.ts';
import { noPackages } from '../function-config.ts';
import { object, text } from './shapes.ts';

function secret(description: string): OpenApi {
  return object(
    description,
    { namespace: text('Namespace that it is in.', { maxLength: 63 }), name: text('Its name.') },
    { required: ['namespace', 'name'] },
  );
}

/** spec of a Function. */
export const functionSpec: OpenApi = object(
  'Where the function is, and how it is called.',
  {
    endpoint: text('host:port, or a URL of these, such as https://my-function.functions.svc:9443. Default port: 9443.', {
      maxLength: 2048,
    }),
    tls: object("How the connection is secured. Default: TLS with the system's certificate authorities.", {
      caSecretRef: secret('Secret whose ca.crt signs the certificate of the function.'),
      clientCertificateSecretRef: secret('Secret with the certificate (tls.crt) and key (tls.key) that the function is shown.'),
    }),
    insecure: { type: 'boolean', description: 'Speaks without encryption. Default: false.' },
    timeout: text('Longest time of one call, such as 20s; at most 10m.', { pattern: '^([0-9]+(\\.[0-9]+)?[smh])+$', maxLength: 32 }),
    package: text('Refused: nothing is installed for you.', { maxLength: 2048 }),
  },
  {
    'x-kubernetes-validations': [
      {
        rule: '!has(self.__package__)',
        message: `package ${noPackages}`,
        fieldPath: '.package',
        reason: 'FieldValueForbidden',
      },
      { rule: 'has(self.__package__) || has(self.endpoint)', message: 'endpoint is required', reason: 'FieldValueRequired' },
      { rule: '!has(self.insecure) || !self.insecure || !has(self.tls)', message: 'insecure and tls exclude each other: leave one out' },
    ],
  },
);

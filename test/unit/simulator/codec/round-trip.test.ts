import assert from 'node:assert/strict';
import * as ec2 from '@aws-sdk/client-ec2';
import * as rds from '@aws-sdk/client-rds';
import * as sts from '@aws-sdk/client-sts';
import type { NormalizedSchema } from '@smithy/core/schema';
import { HttpResponse } from '@smithy/core/protocols';
import { parseForm } from '../../../../src/simulator/codec/form.ts';
import { loadServiceCodec } from '../../../../src/simulator/codec/service-codec.ts';
import { AwsError } from '../../../../src/simulator/core/aws-error.ts';
import type { ServiceName } from '../../../../src/simulator/core/service.ts';
import { synthetic } from './synthetic.ts';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];
type Operation = readonly [9, string, string, unknown, SchemaRef, SchemaRef];

/** What stands behind the SDK's own types: a client's protocol turns values into requests and answers into values. */
interface Protocol {
  serializeRequest(operation: object, input: object, context: object): Promise<{ readonly body: string }>;
  deserializeResponse(operation: object, context: object, response: object): Promise<Record<string, unknown>>;
}

const region = 'eu-north-1';
const services: readonly { readonly name: ServiceName; readonly exports: object; readonly client: { readonly config: object } }[] = [
  { name: 'ec2', exports: ec2, client: new ec2.EC2Client({ region }) },
  { name: 'rds', exports: rds, client: new rds.RDSClient({ region }) },
  { name: 'sts', exports: sts, client: new sts.STSClient({ region }) },
];

for (const { name, exports, client } of services) {
  const config = client.config as { readonly protocol: Protocol };
  const context = { ...config, endpoint: async () => ({ protocol: 'http:', hostname: 'localhost', path: '/' }) };
  const operations = (Object.values(exports) as unknown[]).filter((value): value is Operation => Array.isArray(value) && value[0] === 9);

  describe(`codec of ${name}`, () => {
    it('reads what the SDK writes, for each operation with all members', async () => {
      const codec = await loadServiceCodec(name);
      for (const [, namespace, action, , inputRef, outputRef] of operations) {
        const input = synthetic(inputRef);
        const schema = { name: `${namespace}#${action}`, namespace, traits: {}, input: inputRef, output: outputRef };
        const { body } = await config.protocol.serializeRequest(schema, structuredClone(input), context);
        const form = parseForm(new URLSearchParams(body));
        form.children.delete('Action');
        form.children.delete('Version');
        assert.deepEqual(codec.operation(action)?.decode(form), input, action);
      }
    });

    it('writes what the SDK reads, for each operation with all members', async () => {
      const codec = await loadServiceCodec(name);
      for (const [, namespace, action, , inputRef, outputRef] of operations) {
        const output = synthetic(outputRef);
        const schema = { name: `${namespace}#${action}`, namespace, traits: {}, input: inputRef, output: outputRef };
        const xml = codec.operation(action)?.encode(output, 'request-1') ?? '';
        const response = new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.from(xml) });
        const { $metadata: _metadata, ...read } = await config.protocol.deserializeResponse(schema, config, response);
        assert.deepEqual(read, output, action);
      }
    });
  });
}

describe('errors on the wire', () => {
  const cases = [
    { name: 'ec2' as const, code: 'InvalidVpcID.NotFound', status: 400 },
    { name: 'rds' as const, code: 'DBInstanceNotFound', status: 404 },
    { name: 'sts' as const, code: 'ExpiredToken', status: 403 },
  ];
  for (const { name, code, status } of cases) {
    it(`of ${name}: the SDK reads code and message`, async () => {
      const codec = await loadServiceCodec(name);
      const config = services.find((service) => service.name === name)?.client.config as { readonly protocol: Protocol };
      const body = Buffer.from(codec.encodeError(new AwsError(code, 'The <thing> is not there', status), 'request-1'));
      const response = new HttpResponse({ statusCode: status, headers: {}, body });
      const schema = { name: 'com.amazonaws#Any', namespace: 'com.amazonaws', traits: {}, input: 'unit', output: 'unit' };
      await assert.rejects(config.protocol.deserializeResponse(schema, config, response), (error: unknown) => {
        const { Code, message } = error as { Code: string; message: string };
        assert.deepEqual({ Code, message }, { Code: code, message: 'The <thing> is not there' });
        return true;
      });
    });
  }
});

import assert from 'node:assert/strict';
import * as ec2 from '@aws-sdk/client-ec2';
import * as rds from '@aws-sdk/client-rds';
import { HttpResponse } from '@smithy/core/protocols';
import { outputShape } from '../../../../src/aws/sdk/operation-schema.ts';
import { scanningProtocol } from '../../../../src/aws/sdk/scanning-protocol.ts';
import type { XmlShape } from '../../../../src/aws/sdk/xml-shape.ts';

interface Client {
  readonly config: { protocol: object };
  send(command: unknown): Promise<Readonly<Record<string, unknown>>>;
}
type Exports = Readonly<Record<string, unknown>>;
type Constructor<T> = new (input: object) => T;

let body = '';
let parsedBySdk = 0;

/** Two clients that get `body` as their answer: one reads it with the SDK's parser, the other by scanning. */
function clients(exports: Exports, name: string): { readonly plain: Client; readonly scanning: Client } {
  const make = (): Client =>
    new (exports[name] as Constructor<Client>)({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: {
        handle: () => Promise.resolve({ response: new HttpResponse({ statusCode: 200, headers: {}, body: Buffer.from(body) }) }),
      },
    });
  const scanning = make();
  const original = scanning.config.protocol as { deserializeResponse: (...args: readonly unknown[]) => unknown };
  const counted = Object.assign(Object.create(original) as typeof original, {
    deserializeResponse: (...args: readonly unknown[]): unknown => {
      parsedBySdk += 1;
      return original.deserializeResponse(...args);
    },
  });
  scanning.config.protocol = scanningProtocol(counted);
  return { plain: make(), scanning };
}

const services = [
  { name: 'EC2', exports: ec2 as Exports, nested: false, ...clients(ec2, 'EC2Client') },
  { name: 'RDS', exports: rds as Exports, nested: true, ...clients(rds, 'RDSClient') },
];

function describeOperations(exports: Exports): readonly string[] {
  return Object.keys(exports)
    .filter((name) => /^Describe.*\$$/.test(name) && Array.isArray(exports[name]) && exports[name][0] === 9)
    .map((name) => name.slice(0, -1));
}

/** A document of a shape with every member, three items a list, and texts of every sort that a value may be read from. */
function synthesize(shape: XmlShape, depth = 0): string {
  switch (shape.type) {
    case 'structure':
      if (depth > 8) return '';
      return [...shape.members].map(([element, member]) => `<${element}>${synthesize(member.shape, depth + 1)}</${element}>\n  `).join('');
    case 'list':
      return [0, 1, 2].map(() => `<${shape.itemName}>${synthesize(shape.item, depth + 1)}</${shape.itemName}>`).join('');
    case 'text':
      return shape.read === undefined ? ' a &amp; b &lt;c&gt; &#x41;&#66; ü ' : textFor(shape.read);
    case 'unsupported':
      return '';
    default:
      return shape satisfies never;
  }
}

/** A number, a truth or a time, whichever the shape reads. */
function textFor(read: (text: string) => unknown): string {
  for (const text of ['2026-01-02T03:04:05.678Z', '42', 'true']) {
    try {
      const value = read(text);
      if (value instanceof Date || value === 42 || value === true) return text;
    } catch {
      // It reads something else.
    }
  }
  return '';
}

/** Both read `body` the same; gives whether the scanning one left it to the SDK. */
async function both(service: (typeof services)[number], operation: string): Promise<boolean> {
  const command = (): unknown => new (service.exports[`${operation}Command`] as Constructor<unknown>)({});
  const { $metadata: _plain, ...expected } = await service.plain.send(command());
  parsedBySdk = 0;
  const { $metadata: _scanned, ...actual } = await service.scanning.send(command());
  assert.deepEqual(actual, expected, operation);
  return parsedBySdk > 0;
}

function documentOf({ nested }: (typeof services)[number], operation: string, content: string): string {
  const inner = nested
    ? `<${operation}Result>${content}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata>`
    : content;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${operation}Response xmlns="http://aws/doc/">\n${inner}</${operation}Response>`;
}

describe('scanningProtocol', () => {
  for (const service of services) {
    it(`reads every Describe answer of ${service.name} as the SDK does`, async () => {
      const operations = describeOperations(service.exports);
      let fellBack = 0;
      for (const operation of operations) {
        const [, , , , , output] = service.exports[`${operation}$`] as readonly unknown[];
        body = documentOf(service, operation, synthesize(outputShape(output)));
        if (await both(service, operation)) fellBack += 1;
      }
      assert.ok(operations.length > 40, `${operations.length} operations`);
      assert.ok(fellBack < operations.length / 10, `${fellBack} of ${operations.length} were left to the SDK`);
    }).timeout(30_000);
  }

  const vpcs = (content: string): string => `<DescribeVpcsResponse><vpcSet>${content}</vpcSet></DescribeVpcsResponse>`;
  const cases: readonly (readonly [name: string, document: string, fallsBack: boolean])[] = [
    ['an empty list', '<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>', false],
    ['no list', '<DescribeVpcsResponse><requestId>r</requestId></DescribeVpcsResponse>', false],
    ['empty values and structures', vpcs('<item><vpcId/><state></state><tagSet></tagSet><cidrBlock>\n</cidrBlock></item><item/>'), false],
    ['blanks that are text', vpcs('<item><vpcId>  </vpcId></item>'), false],
    ['elements that nobody knows', vpcs('<item><new><a><b/>x</a></new><vpcId>v</vpcId></item><other>x</other>'), false],
    ['a token', '<DescribeVpcsResponse><nextToken>a=b&amp;c</nextToken><vpcSet/></DescribeVpcsResponse>', false],
    ['CDATA', vpcs('<item><vpcId><![CDATA[<v>]]></vpcId></item>'), true],
    ['a comment', vpcs('<!-- x --><item><vpcId>v</vpcId></item>'), true],
    ['an attribute', vpcs('<item><vpcId type="x">v</vpcId></item>'), true],
    ['carriage returns in a value', vpcs('<item><vpcId>a\r\nb</vpcId></item>'), true],
    ['an unknown entity', vpcs('<item><vpcId>a&nbsp;b</vpcId></item>'), true],
  ];
  for (const [name, document, fallsBack] of cases) {
    it(`${fallsBack ? 'leaves to the SDK' : 'reads'} a document with ${name}`, async () => {
      body = document;
      const [service] = services;
      assert.ok(service !== undefined);
      assert.equal(await both(service, 'DescribeVpcs'), fallsBack);
    });
  }

  it('fails as the SDK does on a document that is cut short', async () => {
    body = '<DescribeVpcsResponse><vpcSet><item><vpcId>vpc-';
    const [service] = services;
    await assert.rejects(Promise.resolve(service?.scanning.send(new ec2.DescribeVpcsCommand({}))), /XML parse error/);
  });
});

import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { schemaType } from '../../../../src/composition/typescript/schema-type.ts';
import { typeDeclarations } from '../../../../src/composition/typescript/type-declarations.ts';

describe('types of schemas', () => {
  const cases: readonly { readonly schema: JsonObject; readonly type: string }[] = [
    { schema: { type: 'string' }, type: 'string' },
    { schema: { type: 'string', nullable: true }, type: 'string | null' },
    { schema: { type: 'string', enum: ['a', 'b'] }, type: '"a" | "b"' },
    { schema: { type: 'integer' }, type: 'number' },
    { schema: { type: 'number' }, type: 'number' },
    { schema: { type: 'boolean' }, type: 'boolean' },
    { schema: { 'x-kubernetes-int-or-string': true }, type: 'number | string' },
    { schema: { type: 'array', items: { type: 'integer', enum: [1, 2] } }, type: 'Array<1 | 2>' },
    { schema: { type: 'object', additionalProperties: { type: 'string' } }, type: '{ [name: string]: string }' },
    { schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true }, type: '{ [name: string]: unknown }' },
    { schema: { type: 'object' }, type: '{ [name: string]: unknown }' },
    { schema: { type: 'object', properties: {} }, type: '{}' },
    { schema: {}, type: 'unknown' },
    {
      schema: {
        type: 'object',
        required: ['a'],
        properties: {
          a: { type: 'string', description: 'Ends */ here.\nReally.' },
          'b-c': { type: 'object', properties: { d: { type: 'boolean' } } },
        },
      },
      type: '{\n  /** Ends *\\/ here. Really. */\n  a: string;\n  "b-c"?: {\n    d?: boolean;\n  };\n}',
    },
    {
      schema: { type: 'object', properties: { a: { type: 'string' } }, 'x-kubernetes-preserve-unknown-fields': true },
      type: '{\n  a?: string;\n  [name: string]: unknown;\n}',
    },
  ];
  for (const { schema, type } of cases) {
    it(JSON.stringify(schema), () => assert.equal(schemaType(schema), type));
  }

  it('tells kinds of the same name apart by their group, and from the names that the file has', () => {
    const kind = (group: string, name: string) => ({ group, version: 'v1', kind: name, schema: { properties: {} } });
    const text = typeDeclarations(undefined, [
      kind('ec2.aws.evenkeel.dev', 'Instance'),
      kind('rds.aws.evenkeel.dev', 'Instance'),
      kind('x.org', 'Input'),
    ]);
    assert.match(text, /export type Resource = Ec2AwsInstance \| RdsAwsInstance \| XOrgInput \| KubernetesObject;/);
  });
});

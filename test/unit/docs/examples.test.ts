import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parseAllDocuments } from 'yaml';
import { kindSchemas } from '../../../src/aws/generated/kind-schemas.ts';
import { createValidator } from '../../../src/engine/schema/validator.ts';
import { isObject } from '../../../src/base/json.ts';
import { fences, pages, root } from './pages.ts';

interface Example {
  readonly title: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** Every document of every YAML block. */
const examples: readonly Example[] = pages().flatMap((page) =>
  fences(page)
    .filter(({ language }) => language === 'yaml')
    .flatMap(({ text }, index) => parseAllDocuments(text).map((document) => ({ title: `${page.path}, block ${index + 1}`, document })))
    .map(({ title, document }) => {
      assert.deepEqual(document.errors, [], title);
      const value: unknown = document.toJS();
      assert.ok(isObject(value), title);
      return { title, value };
    }),
);

const ours = examples.filter(({ value }) => String(value['apiVersion']).includes('evenkeel.dev/'));

/** The strict schema that editors use: a misspelt field is refused. */
function editorSchema(kind: string, apiVersion: string): Record<string, unknown> {
  const [group = '', version = ''] = apiVersion.split('/');
  const file = `${kind}-${group.split('.')[0] ?? ''}-${version}.json`.toLowerCase();
  return JSON.parse(readFileSync(join(root, 'docs/json-schema', file), 'utf8')) as Record<string, unknown>;
}

function problems(schema: object, value: unknown): readonly string[] {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return validate(value)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`);
}

describe('YAML in the docs', () => {
  it('shows enough objects', () => assert.ok(ours.length > 8));

  for (const { title, value } of ours) {
    it(`of ${title} holds only fields that there are`, () => {
      assert.deepEqual(problems(editorSchema(String(value['kind']), String(value['apiVersion'])), value), []);
    });

    const schema = kindSchemas.find(({ kind, group }) => kind === value['kind'] && String(value['apiVersion']).startsWith(`${group}/`));
    if (schema === undefined) continue;
    it(`of ${title} is a valid ${schema.kind}`, () => {
      assert.deepEqual(createValidator(schema)(value), []);
    });
  }

  for (const { title, value } of examples.filter(
    (example) => example.value['apiVersion'] === undefined && isObject(example.value['status']),
  )) {
    it(`of ${title} shows a status as it is written`, () => {
      const { properties } = editorSchema('VPC', 'ec2.aws.evenkeel.dev/v1beta1') as { properties: { status: object } };
      assert.deepEqual(problems(properties.status, value['status']), []);
    });
  }
});

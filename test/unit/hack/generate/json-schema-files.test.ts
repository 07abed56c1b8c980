import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { parseAllDocuments } from 'yaml';

const root = resolve(import.meta.dirname, '../../../..');

interface Example {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: { readonly forProvider?: object };
}

/** Every object of ours below `examples/`, with the file that it stands in. */
const examples = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.yaml'))
  .flatMap((path) =>
    parseAllDocuments(readFileSync(join(root, 'examples', path), 'utf8')).map((document) => ({ path, object: document.toJS() as Example })),
  )
  .filter(({ object }) => object.apiVersion.includes('.evenkeel.dev/'));

function check(object: Example): readonly unknown[] {
  const [group = '', version = ''] = object.apiVersion.split('/');
  const file = `${object.kind.toLowerCase()}-${group.split('.')[0] ?? ''}-${version}.json`;
  const schema = JSON.parse(readFileSync(join(root, 'docs/json-schema', file), 'utf8')) as object;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return validate(object) ? [] : (validate.errors ?? []);
}

describe('JSON Schemas for editors', () => {
  for (const { path, object } of examples) {
    it(`accept the ${object.kind} of ${path}`, () => {
      assert.deepEqual(check(object), []);
    });
  }

  it('refuse a member that there is not, as the API server does', () => {
    const example = examples.find(({ object }) => object.kind === 'VPC')?.object;
    assert.ok(example);
    const errors = check({ ...example, spec: { forProvider: { ...example.spec.forProvider, cidr: '10.0.0.0/16' } } });
    assert.match(JSON.stringify(errors), /"additionalProperty":"cidr"/);
  });
});

import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import { isObject, type JsonObject } from '../../../../src/base/json.ts';
import { runRenderCommand } from '../../../../src/cli/render/render-command.ts';
import { composite, composition, definition } from '../../../support/composition-objects.ts';
import { type ManifestFiles, manifestFiles, printed } from '../manifest-files.ts';

const program = (source: string, more: JsonObject = {}) => ({
  name: 'function-typescript',
  more: { input: { apiVersion: 'typescript.fn.evenkeel.dev/v1beta1', kind: 'Program', spec: { source } }, ...more },
});

const oneMap = program(`
export default ({ composite, observed }) => ({
  resources: { map: { apiVersion: 'v1', kind: 'ConfigMap', data: { text: composite.spec.text ?? 'none' } } },
  status: { summary: observed.map?.resource.data.text ?? 'not there' },
});`);

function memberOf(value: unknown, member: string): unknown {
  return isObject(value) ? value[member] : undefined;
}

describe('evenkeel render', () => {
  let files: ManifestFiles;
  let app: string;
  beforeEach(() => {
    files = manifestFiles();
    app = files.write('app.yaml', composite('App', 'shop', { text: 'hello' }));
  });
  afterEach(() => files.remove());

  const render = (...args: readonly string[]) => printed(runRenderCommand, ...args);
  const templated = (...steps: Parameters<typeof composition>[2]): string =>
    files.write('composition.yaml', composition('apps', 'App', steps));

  it('prints the composite with its status, then its children, the same each time', async () => {
    const template = templated(oneMap, 'function-auto-ready');
    const first = await render(app, template);
    assert.equal(first.code, 0);
    const [head, child, ...more] = parseAllDocuments(first.text).map((document) => document.toJS() as JsonObject);
    assert.deepEqual(more, []);
    assert.deepEqual([head?.['kind'], memberOf(head?.['status'], 'summary')], ['App', 'not there']);
    assert.deepEqual([child?.['kind'], child?.['data']], ['ConfigMap', { text: 'hello' }]);
    assert.ok(!first.text.includes('lastTransitionTime'));
    assert.deepEqual(await render(app, template), first);
  });

  it('prints JSON when asked to', async () => {
    const { text } = await render(app, templated(oneMap), '--output', 'json');
    assert.deepEqual(
      (JSON.parse(text) as readonly JsonObject[]).map(({ kind }) => kind),
      ['App', 'ConfigMap'],
    );
  });

  it('takes children as they are observed', async () => {
    const metadata = { name: 'x', namespace: 'default', annotations: { 'evenkeel.dev/composition-resource-name': 'map' } };
    const observed = files.write('observed/map.yaml', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { text: 'old' } });
    const { text } = await render(app, templated(oneMap, 'function-auto-ready'), '--observed', observed);
    const [head, child] = parseAllDocuments(text).map((document) => document.toJS() as JsonObject);
    assert.equal(memberOf(head?.['status'], 'summary'), 'old');
    assert.equal(memberOf(child?.['metadata'], 'name'), 'x');
  });

  it('fills in the defaults of a definition, and finds what its schema refuses', async () => {
    const schemas = files.write('definition.yaml', definition('App', { spec: { text: { type: 'string', default: 'standard' } } }));
    const bare = files.write('bare.yaml', composite('App', 'shop', {}));
    const { text } = await render(bare, templated(oneMap), '--schemas', schemas);
    assert.match(text, /text: standard/);
    const wrong = files.write('wrong.yaml', composite('App', 'shop', { text: 5 }));
    await assert.rejects(render(wrong, templated(oneMap), '--schemas', schemas), /spec\.text/);
  });

  it('ends with 1 where the pipeline fails, and says why', async () => {
    const { code, text } = await render(app, templated(program(`export default () => { throw new Error('no zones'); };`)));
    assert.equal(code, 1);
    assert.match(text, /kind: Result[\s\S]*severity: fatal[\s\S]*no zones/);
  });

  it('says how a function that is not built in is reached', async () => {
    const { code, text } = await render(app, templated('function-mine'));
    assert.equal(code, 1);
    assert.match(text, /function-mine is not built in: say where it answers with --function function-mine=host:port/);
  });

  it('names the Secret that a step wants as credentials', async () => {
    const more = { credentials: [{ name: 'aws', source: 'Secret', secretRef: { namespace: 'default', name: 'keys' } }] };
    const template = templated(program('export default () => ({});', more));
    assert.match((await render(app, template)).text, /give the Secret default\/keys with --environment/);
    const secret = files.write('keys.yaml', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys', namespace: 'default' } });
    assert.equal((await render(app, template, '--environment', secret)).code, 0);
  });

  const unusable: readonly (readonly [name: string, args: () => readonly string[], message: RegExp])[] = [
    ['one file', () => [app], /give two files/],
    ['an unknown flag', () => [app, app, '--nope'], /--nope/],
    ['another output', () => [app, app, '--output', 'xml'], /--output xml: yaml or json/],
    ['an endpoint without a port', () => [app, app, '--function', 'a=b'], /--function a=b: name=host:port/],
    ['a file that is not there', () => [`${app}.not`, app], /no such file/],
    [
      'a file that is no object',
      () => [files.write('text.yaml', 'just text'), app],
      /text\.yaml:1: an object with apiVersion, kind and metadata is needed/,
    ],
    ['a composition of another kind of object', () => [app, app], /App default\/shop: spec\.compositeTypeRef is missing/],
  ];
  for (const [name, args, message] of unusable) it(`refuses ${name}`, () => assert.rejects(render(...args()), message));
});

import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/base/json.ts';
import { Secret } from '../../../../src/base/secret.ts';
import type { FunctionRequest, FunctionResponse } from '../../../../src/composition/function/pipeline-function.ts';
import { QuickjsSandbox } from '../../../../src/composition/typescript/quickjs-sandbox.ts';
import { TypescriptFunction } from '../../../../src/composition/typescript/typescript-function.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { functionRequest, functionResource } from '../../../support/function-request.ts';

const vpc = { apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', kind: 'VPC' };
const tested = new TypescriptFunction(new QuickjsSandbox(new FakeClock()));

function program(source: string, spec: JsonObject = {}): JsonObject {
  return { apiVersion: 'typescript.fn.evenkeel.dev/v1beta1', kind: 'Program', spec: { source, ...spec } };
}

function run(source: string, more: Partial<FunctionRequest> = {}): Promise<FunctionResponse> {
  return tested.run(functionRequest({ input: program(source), ...more }), new AbortController().signal);
}

async function fatalOf(source: string, more: Partial<FunctionRequest> = {}): Promise<string> {
  const { results, desired } = await run(source, more);
  assert.deepEqual(desired, more.desired ?? functionRequest().desired, 'a failed program wants nothing of its own');
  assert.equal(results[0]?.severity, 'fatal');
  return results[0].message;
}

describe('function-typescript', () => {
  it('gives the resources that the program returns, beside those of earlier steps', async () => {
    const earlier = functionResource({ apiVersion: 'v1', kind: 'ConfigMap' });
    const source = `
      interface Input { composite: { spec: { cidr: string } }; values: { region: string }; environment: { team: string } }
      export default ({ composite, values, environment }: Input) => ({
        vpc: { apiVersion: '${vpc.apiVersion}', kind: 'VPC', spec: { ...values, cidrBlock: composite.spec.cidr, team: environment.team } },
        none: undefined,
      });`;
    const response = await run(source, {
      input: program(source, { values: { region: 'eu-west-1' } }),
      observed: { composite: functionResource({ spec: { cidr: '10.0.0.0/16' } }), resources: {} },
      desired: { composite: functionResource({}), resources: { earlier } },
      context: { 'apiextensions.evenkeel.dev/environment': { team: 'blue' } },
    });
    const spec = { region: 'eu-west-1', cidrBlock: '10.0.0.0/16', team: 'blue' };
    assert.deepEqual(response.desired.resources, { earlier, vpc: functionResource({ ...vpc, spec }) });
    assert.deepEqual(response.results, []);
  });

  it('takes status, readiness, connection details, conditions and results, and keeps what earlier steps said of the composite', async () => {
    const response = await run(
      `export default () => ({
         resources: { vpc: { resource: ${JSON.stringify(vpc)}, ready: true, connectionDetails: { id: 'dnBj' } } },
         status: { network: { id: 'vpc-1' } },
         connectionDetails: { url: base64.encode('https://é') },
         conditions: [{ type: 'Sized', status: 'True', reason: 'Fits' }],
         results: [{ severity: 'warning', message: 'small', target: 'compositeAndClaim' }],
       });`,
      { desired: { composite: functionResource({ status: { network: { zones: 3 }, kept: 1 } }), resources: {} } },
    );
    const { composite, resources } = response.desired;
    assert.deepEqual(composite.resource, { status: { network: { zones: 3, id: 'vpc-1' }, kept: 1 } });
    assert.equal(composite.connectionDetails['url']?.reveal(), Buffer.from('https://é').toString('base64'));
    assert.equal(resources['vpc']?.ready, 'true');
    assert.equal(resources['vpc'].connectionDetails['id']?.reveal(), 'dnBj');
    assert.deepEqual(response.conditions, [{ type: 'Sized', status: 'True', reason: 'Fits' }]);
    assert.deepEqual(response.results, [{ severity: 'warning', message: 'small', target: 'compositeAndClaim' }]);
  });

  it('shows connection details to the program and to nobody else', async () => {
    const details = { password: new Secret(Buffer.from('hunter22').toString('base64')), short: new Secret('YWI=') };
    const observed = { composite: functionResource({}), resources: { db: functionResource({}, { connectionDetails: details }) } };
    const thrown = await fatalOf(
      `export default ({ observed }) => {
         const { password, short } = observed.db.connectionDetails;
         throw new Error(\`\${password} \${base64.decode(password)} \${short}\`);
       }`,
      { observed },
    );
    assert.equal(thrown, 'line 3 of the program: [secret] [secret] YWI=');
    const told = await run(
      `export default ({ observed }) => {
         const message = base64.decode(observed.db.connectionDetails.password);
         return { resources: {}, results: [{ severity: 'normal', message }], conditions: [{ type: 'A', status: 'True', reason: 'B', message }] };
       }`,
      { observed },
    );
    assert.deepEqual([told.results[0]?.message, told.conditions[0]?.message], ['[secret]', '[secret]']);
  });

  it('passes every text through base64 and back', async () => {
    const texts = ['', 'a', 'ab', 'abc', 'abcd', 'grüße', '🌊 und mehr'];
    const response = await run(
      `export default ({ values }) => ({ resources: {}, status: { all: values.map((text) => [base64.encode(text), base64.decode(base64.encode(text))]) } });`,
      {
        input: program(
          `export default ({ values }) => ({ resources: {}, status: { all: values.map((text) => [base64.encode(text), base64.decode(base64.encode(text))]) } })`,
          { values: texts },
        ),
      },
    );
    const expected = texts.map((text) => [Buffer.from(text).toString('base64'), text]);
    assert.deepEqual(response.desired.composite.resource, { status: { all: expected } });
  });

  for (const { name, source, message } of [
    {
      name: 'an exception',
      source: '\n\nexport default (input: any) =>\n  input.composite.spec.zones;',
      message: "line 4 of the program: TypeError: cannot read property 'zones' of undefined",
    },
    {
      name: 'an exception of the module',
      source: 'const a: number = 1;\nthrow new RangeError("no");',
      message: 'line 2 of the program: RangeError: no',
    },
    {
      name: 'an exception within a function',
      source: 'const fail = (): never => {\n  throw new Error("here");\n};\nexport default () => fail();',
      message: 'line 2 of the program: here',
    },
    {
      name: 'a change of the input',
      source: 'export default ({ composite }) => {\n  composite.spec = {};\n};',
      message: 'line 2 of the program: TypeError: object is not extensible',
    },
    {
      name: 'broken TypeScript',
      source: 'export default () => {\n  const a: = 1;\n};',
      message: 'line 2 of the program: Unexpected token `=`',
    },
    {
      name: 'an enum',
      source: '\nenum Size { small }\nexport default () => ({});',
      message: 'line 2 of the program: TypeScript enum is not supported in strip-only mode',
    },
    {
      name: 'no default export',
      source: 'export const main = () => ({});',
      message: 'line 1 of the program: the program has no function as its default export',
    },
    { name: 'no result', source: 'export default () => {};', message: 'line 1 of the program: the program returns nothing' },
    {
      name: 'a resource that is none',
      source: 'export default () => ({ vpc: 5 });',
      message: 'resource "vpc" must be an object, not a number',
    },
    {
      name: 'a resource without kind',
      source: "export default () => ({ vpc: { apiVersion: 'v1' } });",
      message: 'resource "vpc" has no kind',
    },
    {
      name: 'a resource without apiVersion',
      source: "export default () => ({ vpc: { resource: { kind: 'A' } } });",
      message: 'resource "vpc" has no apiVersion',
    },
    {
      name: 'an unknown member of a resource',
      source: 'export default () => ({ vpc: { resource: {}, redy: true } });',
      message: 'resource "vpc" has a member "redy", which is not known',
    },
    {
      name: 'an unknown member of the result',
      source: 'export default () => ({ resources: {}, state: {} });',
      message: 'the result has a member "state", which is not known',
    },
    {
      name: 'a severity that is none',
      source: "export default () => ({ resources: {}, results: [{ severity: 'bad', message: 'm' }] });",
      message: 'results[0].severity must be one of fatal, warning, normal',
    },
    {
      name: 'details that are not base64',
      source: "export default () => ({ resources: {}, connectionDetails: { url: 'http://' } });",
      message: 'url in connectionDetails must be base64',
    },
    {
      name: 'a resource of the key __proto__',
      source: "export default () => ({ ['__proto__']: { apiVersion: 'v1', kind: 'A' } });",
      message: 'the result has a member named __proto__, which is refused',
    },
    {
      name: 'a member named __proto__',
      source: `export default () => ({ a: { apiVersion: 'v1', kind: 'A', spec: JSON.parse('{"__proto__":{"polluted":1}}') } });`,
      message: 'the result has a member named __proto__, which is refused',
    },
    {
      name: 'a number that is none',
      source: 'export default () => ({ vpc: { size: 0 / 0 } });',
      message: 'TypeError: the result has NaN as "size", which JSON can not say',
    },
  ]) {
    it(`says on which line or key the program went wrong: ${name}`, async () => {
      const actual = await fatalOf(source);
      assert.equal(actual.slice(0, message.length), message);
    });
  }

  it('checks an input when the composition is applied', () => {
    const cases: readonly (readonly [JsonObject | undefined, readonly string[]])[] = [
      [program('export default () => ({});'), []],
      [program('export default () => ({});', { limits: { memory: '128Mi', time: '500ms' } }), []],
      [undefined, ['apiVersion', 'kind', 'spec.source']],
      [program(' '), ['spec.source']],
      [program('let a: = 1;'), ['spec.source']],
      [program('', { sourc: 'x' }), ['spec.sourc', 'spec.source']],
      [
        program('1', { limits: { memory: '1Gi', time: 'soon', disk: '1' } }),
        ['spec.limits.disk', 'spec.limits.memory', 'spec.limits.time'],
      ],
      [program('1', { limits: { time: '6s' } }), ['spec.limits.time']],
      [program('1', { limits: 5 }), ['spec.limits']],
    ];
    for (const [input, paths] of cases) {
      assert.deepEqual(
        tested
          .checkInput(input)
          .map(({ path }) => path)
          .toSorted(),
        paths.toSorted(),
        JSON.stringify(input),
      );
    }
  });

  it('rejects a run whose input can not be read', async () => {
    await assert.rejects(
      run('1', { input: program('1', { limits: { time: '1h' } }) }),
      /input: spec\.limits\.time must be from 10ms to 5s/,
    );
  });

  it('prints no warning of Node about the removal of types', async () => {
    const warnings: string[] = [];
    const note = ({ message }: Error): unknown => warnings.push(message);
    process.on('warning', note);
    try {
      await run('export default () => ({}); // not seen before');
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    } finally {
      process.off('warning', note);
    }
    assert.deepEqual(warnings, []);
  });
});

import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { Secret } from '../../../../src/base/secret.ts';
import type { CallOutcome, CloudErrorClass } from '../../../../src/engine/cloud.ts';
import type { AwsAnswer } from '../../../support/fake-aws.ts';
import { awsError, awsOk } from '../../../support/fake-aws.ts';
import { ProviderBench } from './bench.ts';

const createVpc = { service: 'ec2', operation: 'CreateVpc', input: { CidrBlock: '10.0.0.0/16' } };
const created = awsOk('<CreateVpcResponse><requestId>r</requestId><vpc><vpcId>vpc-1</vpcId></vpc></CreateVpcResponse>');

function summary(outcome: CallOutcome): object {
  if (outcome.result === 'done') return { result: 'done' };
  const { errorClass, code } = outcome.error;
  return { result: outcome.result, errorClass, code, ...(outcome.result === 'refused' ? { sent: outcome.sent } : {}) };
}

const refused = (errorClass: CloudErrorClass, code: string): object => ({ result: 'refused', errorClass, code, sent: true });
const unknown = (code: string): object => ({ result: 'unknown', errorClass: 'transient', code });

const answers: readonly (readonly [name: string, answer: AwsAnswer, expected: object])[] = [
  ['a success', created, { result: 'done' }],
  ['a definite refusal', awsError(400, 'VpcLimitExceeded', 'too many', 'ec2'), refused('quota', 'VpcLimitExceeded')],
  ['a denial', awsError(403, 'UnauthorizedOperation', 'no', 'ec2'), refused('denied', 'UnauthorizedOperation')],
  ['throttling, though it is a 503', awsError(503, 'RequestLimitExceeded', 'slow', 'ec2'), refused('throttled', 'RequestLimitExceeded')],
  ['an internal error', awsError(500, 'InternalError', 'oops', 'ec2'), unknown('InternalError')],
  ['unavailability', awsError(503, 'Unavailable', 'oops', 'ec2'), unknown('Unavailable')],
  ['a page of HTML with status 500', { status: 500, body: '<!doctype html><p>Internal Server Error' }, unknown('HTTP500')],
  ['a page of HTML with status 404', { status: 404, body: '<!doctype html><p>Not found' }, refused('invalid', 'HTTP404')],
  ['a success that is cut short', { status: 200, body: '<CreateVpcResponse><vpc><vpcId>vpc-' }, unknown('UnreadableAnswer')],
  ['a connection that is closed', { hangUp: true }, unknown('ConnectionReset')],
  ['silence', { silent: true }, unknown('Timeout')],
];

describe('execute', () => {
  let bench: ProviderBench;
  beforeEach(async () => {
    bench = await new ProviderBench().start();
  });
  afterEach(() => bench.end());

  for (const [name, answer, expected] of answers) {
    it(`ends in the right way on ${name}, and is sent once`, async () => {
      bench.aws.on('CreateVpc', () => answer);
      assert.deepEqual(summary(await bench.execute(createVpc)), expected);
      assert.deepEqual(bench.aws.actions(), ['GetCallerIdentity', 'CreateVpc']);
    });
  }

  it('gives the output and the request id', async () => {
    bench.aws.on('CreateVpc', () => created);
    const outcome = await bench.execute(createVpc);
    assert.deepEqual(outcome, { result: 'done', output: { Vpc: { VpcId: 'vpc-1' } }, requestId: 'request-1' });
  });

  it("names AWS's code, text and request id", async () => {
    bench.aws.on('CreateVpc', () => awsError(400, 'InvalidVpc.Range', 'The CIDR is invalid.', 'ec2'));
    const outcome = await bench.execute(createVpc);
    assert.ok(outcome.result === 'refused');
    assert.equal(outcome.error.message, 'InvalidVpc.Range: The CIDR is invalid. (request request-1)');
  });

  it('leaves out the blob of a denial, which differs each time', async () => {
    const text = 'You are not authorized to perform this operation. Encoded authorization failure message: aBc-123_';
    bench.aws.on('CreateVpc', () => awsError(403, 'UnauthorizedOperation', text, 'ec2'));
    const outcome = await bench.execute(createVpc);
    assert.ok(outcome.result === 'refused' && !outcome.error.message.includes('aBc'));
  });

  it('sends nothing when the lease is lost', async () => {
    await bench.session();
    bench.mayCall = false;
    assert.deepEqual(summary(await bench.execute(createVpc)), {
      result: 'refused',
      errorClass: 'transient',
      code: 'NotLeader',
      sent: false,
    });
    assert.deepEqual(bench.aws.actions(), ['GetCallerIdentity']);
  });

  it('says that nothing was sent when there is no connection', async () => {
    await bench.session();
    await bench.aws.stop();
    // Until the client has noticed, it would try the connection that it kept.
    await bench.clock.settle();
    const outcome = await bench.execute(createVpc);
    assert.deepEqual(summary(outcome), { result: 'refused', errorClass: 'transient', code: 'ECONNREFUSED', sent: false });
    await bench.aws.start();
  });

  it('says that nothing was sent when credentials can not be had, with what STS said', async () => {
    const denied = Object.assign(new Error('not authorized to perform sts:AssumeRole'), {
      name: 'AccessDenied',
      $fault: 'client',
      $metadata: { httpStatusCode: 403 },
    });
    const expected: readonly (readonly [Error, object])[] = [
      [denied, { errorClass: 'denied', code: 'AccessDenied' }],
      [Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), { errorClass: 'transient', code: 'NotSent' }],
    ];
    for (const [error, fields] of expected) {
      bench.keys = { ...bench.keys, secretAccessKey: error.message };
      bench.failure = undefined;
      await bench.session();
      bench.failure = error;
      assert.deepEqual(summary(await bench.execute(createVpc)), { result: 'refused', sent: false, ...fields });
    }
    assert.deepEqual(bench.aws.actions(), ['GetCallerIdentity', 'GetCallerIdentity']);
  });

  it('rejects when the signal aborts before a byte was sent, and waits for what was sent', async () => {
    const abort = new AbortController();
    bench.aws.on('CreateVpc', () => {
      abort.abort(new Error('stop'));
      return created;
    });
    assert.equal((await bench.execute(createVpc, abort.signal)).result, 'done');
    await assert.rejects(bench.execute(createVpc, abort.signal), /stop/);
  });

  it('refuses, unsent and as throttled, what would wait more than two seconds', async () => {
    bench.aws.on('CreateVpc', () => created);
    for (let i = 0; i < 48; i++) await bench.execute(createVpc);
    const waiting = Array.from({ length: 100 }, () => bench.execute(createVpc));
    await bench.clock.settle();
    const outcomes = await Promise.all([...waiting, bench.clock.advance(3_000)]);
    const unsent = outcomes.filter((outcome) => outcome !== undefined && outcome.result === 'refused');
    assert.equal(unsent.length, 90, '5 a second for 2 s');
    assert.ok(unsent.every((outcome) => outcome.error.errorClass === 'throttled'));
  });

  it('logs one line a call, with the object, the token and the outcome', async () => {
    bench.aws.on('CreateRouteTable', () => awsError(400, 'DependencyViolation', 'no', 'ec2'));
    await bench.execute({ service: 'ec2', operation: 'CreateRouteTable', input: { VpcId: 'vpc-1', ClientToken: 'token-1' } });
    const lines = bench.lines.filter(({ message }) => message === 'AWS call');
    assert.equal(lines.length, 1);
    const { ms, error, ...fields } = { ms: undefined, error: '', ...lines[0]?.fields };
    assert.equal(typeof ms, 'number');
    assert.match(error, /DependencyViolation/);
    assert.deepEqual(fields, {
      object: 'VPC.ec2.aws.evenkeel.dev/ns/main',
      uid: 'uid-1',
      service: 'ec2',
      action: 'CreateRouteTable',
      outcome: 'refused',
      token: 'token-1',
      requestId: 'request-1',
      errorCode: 'DependencyViolation',
      errorClass: 'dependency',
      sent: true,
    });
    assert.deepEqual(
      bench.calls.map(({ action, outcome }) => [action, outcome]),
      [
        ['GetCallerIdentity', 'done'],
        ['CreateRouteTable', 'dependency'],
      ],
    );
  });

  describe('canary: a password', () => {
    const canary = 'Canary<&>42 "word"';
    const create = {
      service: 'rds',
      operation: 'CreateDBInstance',
      input: { DBInstanceIdentifier: 'db', MasterUserPassword: new Secret(canary) },
    };
    const echoes: readonly (readonly [string, AwsAnswer])[] = [
      [
        'echoed in an error',
        awsError(400, 'InvalidParameterValue', 'MasterUserPassword Canary&lt;&amp;&gt;42 &quot;word&quot; is not a valid password'),
      ],
      ['echoed twice encoded', awsError(400, 'InvalidParameterValue', 'got Canary%3C%26%3E42%20%22word%22')],
      ['echoed in a page of HTML', { status: 500, body: `<p>${canary}` }],
      ['in a call that nobody answers', { silent: true }],
    ];
    for (const [name, answer] of echoes) {
      it(`${name} is in no log line, error or outcome, and reaches AWS`, async () => {
        bench.aws.on('CreateDBInstance', () => answer);
        const outcome = await bench.execute(create);
        assert.equal(bench.aws.requests.at(-1)?.parameters.get('MasterUserPassword'), canary);
        const shown =
          inspect([outcome, bench.lines, bench.calls], { depth: 20, showHidden: true }) + JSON.stringify([outcome, bench.lines]);
        assert.ok(!/Canary/.test(shown), shown);
      });
    }
  });
});

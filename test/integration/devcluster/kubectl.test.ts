import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/cli/system-clock.ts';
import { writeKubeconfig } from '../../../src/devcluster/server/kubeconfig.ts';
import type { ServedDevApi } from '../../support/devcluster/served-dev-api.ts';
import { serveDevApi } from '../../support/devcluster/served-dev-api.ts';
import { findKubectls } from '../../support/kubectl.ts';
import type { Kubectl } from '../../support/kubectl.ts';

const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: parcels.test.evenkeel.dev}
spec:
  group: test.evenkeel.dev
  scope: Namespaced
  names: {plural: parcels, kind: Parcel, singular: parcel, listKind: ParcelList, shortNames: [pcl]}
  versions:
    - name: v1
      served: true
      storage: true
      subresources:
        status: {}
        scale: {specReplicasPath: .spec.count, statusReplicasPath: .status.count}
      additionalPrinterColumns:
        - {name: Color, type: string, jsonPath: .spec.color}
        - {name: Ready, type: string, jsonPath: '.status.conditions[?(@.type=="Ready")].status', priority: 1}
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              description: What the parcel is.
              properties: {color: {type: string}, count: {type: integer}}
            status:
              type: object
              properties:
                count: {type: integer}
                conditions:
                  type: array
                  items: {type: object, properties: {type: {type: string}, status: {type: string}}}
`;

function parcel(color: string): string {
  return `apiVersion: test.evenkeel.dev/v1\nkind: Parcel\nmetadata: {name: one, namespace: default}\nspec: {color: ${color}, count: 2}\n`;
}

interface Step {
  readonly args: readonly string[];
  /** What kubectl prints. */
  readonly shows: RegExp;
  /** 0 unless told. */
  readonly code?: number;
  /** The first minor version of kubectl that can do it. */
  readonly since?: number;
}

function step(command: string, shows: RegExp, code = 0): Step {
  return { args: command.split(' '), shows, code };
}

const ready = '{"status":{"conditions":[{"type":"Ready","status":"True"}]}}';

/** One session, in order. `{red}` and `{blue}` stand for files, which hold the same parcel in two colours. */
const session: readonly Step[] = [
  step('version', /v1\.35\.0\+evenkeel/),
  step('apply -f {crd}', /parcels\.test\.evenkeel\.dev created/),
  step('wait --for=condition=Established crd/parcels.test.evenkeel.dev --timeout=10s', /condition met/),
  step('api-resources --api-group=test.evenkeel.dev', /parcels +pcl +test\.evenkeel\.dev\/v1 +true +Parcel/),
  step('explain parcel.spec', /What the parcel is\.[^]*color/),
  step('explain secret.data', /FIELD: data|data +</),
  step('apply -f {red}', /parcel\.test\.evenkeel\.dev\/one created/),
  step('diff -f {red}', /^$/),
  step('diff -f {blue}', /-.*color: red\n\+.*color: blue/, 1),
  step('apply -f {blue}', /one configured/),
  step('apply -f {blue}', /one unchanged/),
  step('apply --server-side --force-conflicts -f {red}', /one serverside-applied/),
  step('apply -f {bad}', /unknown field "spec\.colour"/, 1),
  step('get pcl', /NAME +COLOR\none +red/),
  step('get parcels -A -o wide', /NAMESPACE +NAME +COLOR +READY\ndefault +one +red/),
  step('get parcel one -o yaml', /color: red/),
  step('describe parcel one', /Color: +red/),
  step('label parcel one stage=test', /labeled/),
  step('get parcels -l stage=test -o name', /^parcel\.test\.evenkeel\.dev\/one\n$/),
  step('annotate parcel one note=x', /annotated?/),
  step('patch parcel one --type=merge -p {"spec":{"count":3}}', /patched/),
  step('patch parcel one --type=json -p [{"op":"replace","path":"/spec/count","value":4}]', /patched/),
  step('patch parcel one -p {"spec":{"count":5}}', /strategic-merge-patch\+json is not supported/, 1),
  step('scale parcel one --replicas=7', /scaled/),
  step('edit parcel one', /edited/),
  step('get parcel one -o jsonpath={.spec}', /{"color":"green","count":7}/),
  step(`patch parcel one --subresource=status --type=merge -p ${ready}`, /patched/),
  step('wait parcel/one --for=condition=Ready --timeout=10s', /condition met/),
  step('wait parcel/one --for=jsonpath={.spec.count}=9 --timeout=1s', /timed out/, 1),
  step('delete parcel one', /"one" deleted/),
  step('wait parcel/one --for=delete --timeout=10s', /^$|not found/),
  step('create secret generic key --from-literal=a=b', /secret\/key created/),
  step('get secrets', /NAME +TYPE +DATA +AGE\nkey +Opaque +1/),
  step('create configmap settings --from-literal=a=b', /created/),
  step('patch configmap settings -p {"data":{"c":"d"}}', /patched/),
  step('create serviceaccount robot', /created/),
  step('create token robot', /^[\w-]+\.[\w-]+\.[\w-]+\n?$/),
  step('create role reader --verb=get,list --resource=configmaps', /created/),
  step('create rolebinding reader --role=reader --serviceaccount=default:robot', /created/),
  step('auth can-i get configmaps', /^yes/),
  step('auth can-i --list', /\*\.\*/),
  // kubectl 1.27 knows it only in versions that no server of today has.
  { ...step('auth whoami', /evenkeel-dev-admin/), since: 28 },
  step('get events', /No resources found/),
  step('delete secret/key configmap/settings serviceaccount/robot role/reader rolebinding/reader', /"key" deleted/),
  step('delete crd parcels.test.evenkeel.dev', /deleted/),
];

describe('kubectl on the dev API server', function () {
  this.timeout(180_000);

  it('goes through a session with each version that is here', async () => {
    const kubectls = await findKubectls();
    assert.notEqual(kubectls.length, 0, 'there is no kubectl on this machine');
    for (const kubectl of kubectls) await runSession(kubectl);
  });
});

/** A server of its own for each version, so that what one leaves is not in the way of the next. */
async function runSession(kubectl: Kubectl): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-kubectl-'));
  const server = await serveDevApi(systemClock);
  try {
    await prepare(folder, server);
    const minor = Number(kubectl.version.split('.')[1]);
    for (const one of session) if (minor >= (one.since ?? 0)) await runStep(kubectl, folder, one);
  } finally {
    await server.close();
    await rm(folder, { recursive: true });
  }
}

const files = { crd, red: parcel('red'), blue: parcel('blue'), bad: parcel('red').replace('color', 'colour') };

async function prepare(folder: string, server: ServedDevApi): Promise<void> {
  const { url, certificates, token } = server;
  await writeKubeconfig(join(folder, 'kubeconfig'), { url, caCert: certificates.caCert, token });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, `${name}.yaml`), text)));
}

async function runStep(kubectl: Kubectl, folder: string, { args, shows, code = 0 }: Step): Promise<void> {
  const filled = args.map((arg) => arg.replace(/^\{(crd|red|blue|bad)\}$/, (_all, name: string) => join(folder, `${name}.yaml`)));
  const env = { ...process.env, KUBE_EDITOR: 'sed -i s/red/green/' };
  const result = await kubectl.run(join(folder, 'kubeconfig'), filled, { env, timeoutMs: 60_000 });
  const said = `kubectl ${kubectl.version} ${filled.join(' ')}\n${result.stdout}${result.stderr}`;
  assert.equal(result.code, code, said);
  assert.match(`${result.stdout}${result.stderr}`.replace(/^WARNING: version difference.*\n/m, ''), shows, said);
}

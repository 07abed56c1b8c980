import type { Random } from '../../../src/base/random.ts';
import type { Json, JsonObject } from '../../../src/devcluster/api/dev-object.ts';
import { objectAt } from '../../../src/devcluster/patch/fields/json-shape.ts';
import { seededRandom } from '../seeded-random.ts';
import { Choice } from './choice.ts';
import { randomParcel, randomStatus } from './random-parcel.ts';

/** One request of a script. An `update` is a PUT, to which the current resourceVersion is still to be added. */
export interface ApplyStep {
  readonly verb: 'create' | 'update' | 'apply' | 'merge' | 'json';
  readonly manager: string;
  readonly force?: boolean;
  readonly subresource?: 'status';
  readonly body: Json;
}

/** What several managers do to one object, that isn't there at first. */
export interface ApplyCase {
  readonly name: string;
  readonly steps: readonly ApplyStep[];
}

const managers = ['kubectl', 'helm', 'operator', 'kubectl-edit'] as const;
const stepsPerCase = 8;

/** A script of its own for each seed: the same for the same seed. */
export function applyCase(seed: number): ApplyCase {
  const name = `parcel-${seed}`;
  const choice = new Choice(spread(seed));
  // Some start with what nobody tracks, some with a create, most with an apply.
  const first = choice.chance(0.25) ? 'create' : 'apply';
  const steps: ApplyStep[] = [step(first, name, choice)];
  while (steps.length < stepsPerCase) steps.push(step(verb(choice), name, choice));
  return { name, steps };
}

/** Seeds that lie close together give scripts that have nothing in common. */
function spread(seed: number): Random {
  const random = seededRandom(Math.imul(seed, 2_654_435_761));
  for (let round = 0; round < 4; round++) random();
  return random;
}

function verb(choice: Choice): ApplyStep['verb'] {
  return choice.oneOf(['apply', 'apply', 'apply', 'apply', 'update', 'merge', 'json']);
}

function step(kind: ApplyStep['verb'], name: string, choice: Choice): ApplyStep {
  const manager = choice.oneOf(managers);
  const onStatus = kind !== 'create' && choice.chance(0.25);
  return {
    verb: kind,
    manager,
    ...(kind === 'apply' ? { force: choice.chance(0.4) } : {}),
    ...(onStatus ? { subresource: 'status' as const } : {}),
    body: bodyOf(kind, name, choice),
  };
}

function bodyOf(kind: ApplyStep['verb'], name: string, choice: Choice): Json {
  switch (kind) {
    case 'create':
    case 'apply':
      return whole(name, choice);
    case 'update':
      return reset(whole(name, choice), choice);
    case 'merge':
      return mergeBody(choice);
    case 'json':
      return jsonBody(choice);
  }
}

function whole(name: string, choice: Choice): JsonObject {
  const { metadata, ...rest } = randomParcel(choice);
  const status = choice.chance(0.5) ? { status: randomStatus(choice) } : {};
  return { apiVersion: 'apply.test/v1', kind: 'Parcel', metadata: { ...metadata, name, namespace: 'default' }, ...rest, ...status };
}

/** Now and then a client forgets all managers. */
function reset(body: JsonObject, choice: Choice): JsonObject {
  if (!choice.chance(0.1)) return body;
  return { ...body, metadata: { ...objectAt(body, 'metadata'), managedFields: choice.oneOf([[], [{}]]) } };
}

function mergeBody(choice: Choice): JsonObject {
  const { spec, data, metadata } = randomParcel(choice);
  const gone = choice.subset(['size', 'tags', 'items', 'nested', 'hosts', 'free'], 0.2);
  return {
    metadata,
    data: choice.chance(0.2) ? null : data,
    spec: { ...spec, ...Object.fromEntries(gone.map((field) => [field, null])) },
    ...(choice.chance(0.5) ? { status: choice.chance(0.2) ? null : randomStatus(choice) } : {}),
  };
}

function jsonBody(choice: Choice): Json {
  const { spec } = randomParcel(choice);
  const operations: JsonObject[] = [];
  for (const [field, value] of Object.entries(spec)) {
    operations.push({ op: choice.oneOf(['add', 'replace']), path: `/spec/${field}`, ...(value === undefined ? {} : { value }) });
  }
  const more = [
    { op: 'remove', path: '/spec/size' },
    { op: 'remove', path: '/spec/items/0' },
    { op: 'add', path: '/spec/hosts/-', value: choice.oneOf(['a', 'z']) },
    { op: 'replace', path: '/spec/items/0/value', value: 7 },
    { op: 'test', path: '/spec/size', value: 1 },
    { op: 'copy', from: '/spec/size', path: '/spec/port' },
    { op: 'move', from: '/spec/nested/a', path: '/spec/title' },
    { op: 'add', path: '/status', value: randomStatus(choice) },
    { op: 'remove', path: '/metadata/labels/a' },
  ];
  return [...operations, ...choice.subset(more, 0.12)];
}

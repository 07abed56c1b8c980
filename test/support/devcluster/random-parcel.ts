import type { Json, JsonObject } from '../../../src/devcluster/api/dev-object.ts';
import type { Choice } from './choice.ts';

/** Makes the value of one field. */
type Maker = (choice: Choice) => Json;

const names = ['a', 'b', 'c'] as const;

/** The parts of an object of `applySchema` that a user writes. Values come from small pools, so that managers often agree and often don't. */
export function randomParcel(choice: Choice): { readonly metadata: JsonObject; readonly spec: JsonObject; readonly data: JsonObject } {
  return { metadata: members(metadata, choice, 0.25), spec: members(spec, choice, 0.3), data: texts(choice) };
}

/** A status of `applySchema`. */
export function randomStatus(choice: Choice): JsonObject {
  return members(status, choice, 0.6);
}

const metadata: Readonly<Record<string, Maker>> = {
  labels: texts,
  annotations: texts,
  finalizers: (choice) => choice.subset(names, 0.5).map((name) => `apply.test/${name}`),
  ownerReferences: (choice) =>
    choice.subset(names, 0.5).map((uid) => ({ apiVersion: 'v1', kind: 'ConfigMap', name: choice.oneOf(['one', 'two']), uid })),
};

const spec: Readonly<Record<string, Maker>> = {
  size: (choice) => choice.oneOf([1, 2]),
  title: (choice) => choice.oneOf<Json>(['x', 'y', null]),
  port: (choice) => choice.oneOf<Json>([80, 'http']),
  nested: (choice) => members({ a: text, b: (inner) => members({ c: number, d: text }, inner, 0.5) }, choice, 0.5),
  tags: texts,
  atomicTags: texts,
  selector: (choice) => members({ x: text, y: text }, choice, 0.6),
  items: (choice) => choice.subset(names, 0.5).map((name) => ({ name, ...members(item, choice, 0.4) })),
  ports: (choice) =>
    choice
      .subset([80, 443], 0.6)
      .map((port) => ({ port, ...members({ protocol: (inner) => inner.oneOf(['TCP', 'UDP']), name: text }, choice, 0.4) })),
  hosts: subsetOfNames,
  args: subsetOfNames,
  rules: (choice) => choice.subset(names, 0.4).map(() => members({ a: text, b: number }, choice, 0.5)),
  free: (choice) =>
    members({ a: text, b: subsetOfNames, c: free, d: (inner) => inner.oneOf<Json>([1, 'x', { a: 1 }, [], {}]) }, choice, 0.4),
  groups: (choice) => members({ a: group, 'b/c.d': group, e: group }, choice, 0.4),
};

const item: Readonly<Record<string, Maker>> = { value: number, options: texts, hosts: subsetOfNames };

const status: Readonly<Record<string, Maker>> = {
  phase: (choice) => choice.oneOf(['Pending', 'Ready']),
  counts: (choice) => members({ a: number, b: number }, choice, 0.5),
  conditions: (choice) =>
    choice
      .subset(['Ready', 'Synced'], 0.6)
      .map((type) => ({ type, status: choice.oneOf(['True', 'False']), ...members({ count: number }, choice, 0.3) })),
};

function members(makers: Readonly<Record<string, Maker>>, choice: Choice, probability: number): JsonObject {
  const chosen = choice.subset(Object.entries(makers), probability);
  return Object.fromEntries(chosen.map(([name, make]) => [name, make(choice)]));
}

function text(choice: Choice): Json {
  return choice.oneOf(['x', 'y']);
}

function number(choice: Choice): Json {
  return choice.oneOf([1, 2, 3]);
}

function texts(choice: Choice): JsonObject {
  return members({ a: text, b: text, c: text }, choice, 0.4);
}

function subsetOfNames(choice: Choice): Json {
  return choice.subset(names, 0.5);
}

function group(choice: Choice): Json {
  return members({ a: text, hosts: subsetOfNames }, choice, 0.6);
}

function free(choice: Choice): Json {
  return members(
    { a: text, b: (inner) => members({ a: text }, inner, 0.6), list: (inner) => [members({ a: text }, inner, 0.6)] },
    choice,
    0.5,
  );
}

import { assertMayWrite } from './assert-may-write.ts';
import { childState, type ChildState } from './child-report.ts';
import type { Composer } from './composer.ts';
import type { CompositeMemory } from './composite-memory.ts';
import type { DesiredChild } from './desired-child.ts';
import type { Match } from './match-children.ts';
import { needsApply } from './needs-apply.ts';
import { applyChild, createChild, childManager, type ChildWrite } from './write-child.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';

/** What came of the wanted children. */
export interface Applied {
  readonly states: readonly ChildState[];
  /** How many were made or changed. */
  readonly changed: number;
  /** Children that were left alone because they have been changed too often lately, and by whom else they are written. */
  readonly looping: readonly string[];
}

/** Children written at the same time, at most. */
const parallel = 8;

/** Makes and changes what is not as it is wanted. What others are made in comes first. */
export async function applyChildren(
  composer: Composer,
  composite: KubernetesObject,
  matches: readonly Match[],
  memory: CompositeMemory,
): Promise<Applied> {
  const results = new Map<Match, ChildResult>();
  const first = matches.filter(({ child }) => child.type.kind === 'Namespace' || child.type.kind === 'CustomResourceDefinition');
  for (const group of [first, matches.filter((match) => !first.includes(match))]) {
    for (let at = 0; at < group.length; at += parallel) {
      const part = group.slice(at, at + parallel);
      const done = await Promise.all(part.map((match) => applyOne({ composer, composite, memory }, match)));
      for (const [index, match] of part.entries()) results.set(match, done[index] ?? untouched(match));
    }
  }
  const all = matches.map((match) => results.get(match) ?? untouched(match));
  return {
    states: all.map(({ state }) => state),
    changed: all.filter(({ changed }) => changed).length,
    looping: all.flatMap(({ looping }) => (looping === undefined ? [] : [looping])),
  };
}

interface ChildResult {
  readonly state: ChildState;
  readonly changed: boolean;
  readonly looping?: string;
}

interface Pass {
  readonly composer: Composer;
  readonly composite: KubernetesObject;
  readonly memory: CompositeMemory;
}

function untouched({ child, live }: Match): ChildResult {
  return { state: childState(child, live, undefined), changed: false };
}

async function applyOne(pass: Pass, match: Match): Promise<ChildResult> {
  const { child, live } = match;
  const { composer, composite, memory } = pass;
  if (live === undefined) {
    assertMayWrite(composer);
    return finished(pass, match, await createChild(composer.client, composite, child));
  }
  const isLeaving = live.metadata.deletionTimestamp !== undefined;
  const isSettled = memory.settled.get(live.metadata.uid) === settledAs(live, child);
  if (isLeaving || isSettled || !needsApply(live, child)) return untouched(match);
  if (memory.loop.isLooping(child.key, composer.clock.now())) return { ...untouched(match), looping: await described(composer, match) };
  assertMayWrite(composer);
  return finished(pass, match, await applyChild(composer.client, live, child));
}

function finished({ composer, memory }: Pass, { child, live }: Match, write: ChildWrite): ChildResult {
  if (write.type === 'refused') return { state: childState(child, live, write), changed: false };
  const { object } = write;
  composer.children.observe(child.type, object);
  const changed = object.metadata.resourceVersion !== live?.metadata.resourceVersion;
  if (changed && live !== undefined) memory.loop.changed(child.key, composer.clock.now());
  if (!needsApply(object, child)) memory.settled.delete(object.metadata.uid);
  else memory.settled.set(object.metadata.uid, settledAs(object, child));
  return { state: childState(child, object, write), changed };
}

/** The state of a child in which this is what comes of applying what is wanted. */
function settledAs({ metadata }: KubernetesObject, { hash }: DesiredChild): string {
  return `${metadata.resourceVersion} ${hash}`;
}

async function described({ client }: Composer, { child }: Match): Promise<string> {
  const name = `${child.type.kind} ${child.name}`;
  const entries = await client.managedFields(child.type, child);
  const others = new Set(
    entries.flatMap(({ manager, subresource }) => (manager === childManager || subresource !== undefined ? [] : [manager])),
  );
  return others.size === 0 ? name : `${name} (also written by ${[...others].join(', ')})`;
}

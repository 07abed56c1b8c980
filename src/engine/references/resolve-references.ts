import { isObject } from '../../base/json.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FieldValues } from '../observation.ts';
import { referenceFieldNames } from '../schema/reference-fields.ts';
import type { Fields, FieldSchema, ReferenceSchema } from '../schema/kind-schema.ts';
import type { Edge } from './edge-index.ts';
import { parsePolicy, valueOfTarget, type TargetValue } from './target-value.ts';

/** The cluster's objects, as far as one namespace reaches. `kind` is `VPC.ec2.aws.evenkeel.dev`. */
export interface Targets {
  /** Does this controller run the kind? Objects of one that it does not run are never seen, whether there are any or not. */
  runs(kind: string): boolean;
  get(kind: string, namespace: string, name: string): KubernetesObject | undefined;
  list(kind: string, namespace: string): readonly KubernetesObject[];
}

/** The object whose references are resolved, as far as that matters. */
export interface Referrer {
  /** Group of the referring kind: the default group of its references. */
  readonly group: string;
  readonly namespace: string;
  /** uid of its controller owner, for matchControllerRef. */
  readonly controllerUid: string | undefined;
  /** What status says that the references resolved to before: a selector that matches several keeps its choice. */
  readonly before: FieldValues;
  /** They were all resolved for this very spec: one whose target is gone keeps the value that it came to. */
  readonly wasResolved: boolean;
}

/** A reference without a value, and why in words. */
export interface Unresolved {
  /** `forProvider.vpcIdRef` below spec. */
  readonly path: string;
  readonly message: string;
}

/** What the references of one object came to. */
export interface Resolution {
  /** The fields with references put in, without the xRef and xSelector members. */
  readonly fields: FieldValues;
  readonly unresolved: readonly Unresolved[];
  readonly edges: readonly Edge[];
  /** What a selector chose among several, in words. */
  readonly notes: readonly string[];
  /** Whether any reference or selector is used at all. */
  readonly used: boolean;
}

interface Walk {
  readonly targets: Targets;
  readonly referrer: Referrer;
  readonly unresolved: Unresolved[];
  readonly edges: Edge[];
  readonly notes: string[];
  used: boolean;
}

/**
 * Puts what references point at into the fields. A value that the user wrote wins over a reference beside it, unless the
 * reference's policy says `resolve: Always`. References stay within the referrer's namespace. Pure.
 */
export function resolveReferences(schema: Fields, values: FieldValues, referrer: Referrer, targets: Targets): Resolution {
  const walk: Walk = { targets, referrer, unresolved: [], edges: [], notes: [], used: false };
  const fields = resolveObject(walk, schema, { values, before: referrer.before, path: 'forProvider' });
  return { fields, unresolved: walk.unresolved, edges: walk.edges, notes: walk.notes, used: walk.used };
}

/** The members of one object, at `path`. */
interface Members {
  readonly values: FieldValues;
  readonly before: FieldValues;
  readonly path: string;
}

function resolveObject(walk: Walk, schema: Fields, members: Members): FieldValues {
  const { values } = members;
  const resolved: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema)) {
    const value = resolveField(walk, { name, field, ...members });
    if (value !== undefined) resolved[name] = value;
  }
  const known = new Set(Object.entries(schema).flatMap(([name, field]) => membersOf(name, field)));
  for (const [name, value] of Object.entries(values)) if (!known.has(name)) resolved[name] = value;
  return resolved;
}

function membersOf(name: string, field: FieldSchema): readonly string[] {
  if (field.reference === undefined) return [name];
  const { ref, selector } = referenceFieldNames(name, field.type === 'strings');
  return [name, ref, selector];
}

interface Member extends Members {
  readonly name: string;
  readonly field: FieldSchema;
}

function resolveField(walk: Walk, member: Member): unknown {
  const { name, field, values, path } = member;
  const value = values[name];
  if (field.reference !== undefined) return resolveReferenceField(walk, member, field.reference);
  if (field.fields === undefined) return value;
  const beforeValue = member.before[name];
  const before = isObject(beforeValue) ? beforeValue : {};
  if (isObject(value)) return resolveObject(walk, field.fields, { values: value, before, path: `${path}.${name}` });
  if (!Array.isArray(value)) return value;
  const fields = field.fields;
  return value.map((item: unknown, index) =>
    isObject(item) ? resolveObject(walk, fields, { values: item, before: {}, path: `${path}.${name}[${index}]` }) : item,
  );
}

function resolveReferenceField(walk: Walk, member: Member, reference: ReferenceSchema): unknown {
  const many = member.field.type === 'strings';
  const names = referenceFieldNames(member.name, many);
  const own = member.values[member.name];
  const kind = `${reference.kind}.${reference.group ?? walk.referrer.group}`;
  const refs = asList(member.values[names.ref]);
  const selector = member.values[names.selector];
  if (refs.length === 0 && !isObject(selector)) {
    addValueEdges(walk, kind, own);
    return own;
  }
  const always = refs.length > 0 ? refs.some((ref) => parsePolicy(ref).always) : parsePolicy(selector).always;
  if (isSet(own) && !always) {
    addValueEdges(walk, kind, own);
    return own;
  }
  walk.used = true;
  const found = candidates(walk, { kind, reference, refs, selector, many, member });
  const path = `${member.path}.${refs.length > 0 ? names.ref : names.selector}`;
  return settleField(walk, { found, kind, many, path, member });
}

interface Question extends Selection {
  readonly refs: readonly Record<string, unknown>[];
}

function candidates(walk: Walk, question: Question): readonly Candidate[] {
  const { kind, reference, refs, selector } = question;
  if (walk.targets.runs(kind)) return refs.length > 0 ? byName(walk, kind, reference, refs) : bySelector(walk, question);
  const message = `this controller does not run kind ${reference.kind}`;
  return [{ value: undefined, message, optional: (refs.length > 0 ? refs : [selector]).every((one) => parsePolicy(one).optional) }];
}

/** What one of the field's references found; an optional one may be missing. */
type Candidate = TargetValue & { readonly optional: boolean };

interface Found {
  readonly found: readonly Candidate[];
  readonly kind: string;
  readonly many: boolean;
  readonly path: string;
  readonly member: Member;
}

function settleField(walk: Walk, { found, kind, many, path, member }: Found): unknown {
  const own = member.values[member.name];
  const missing = found.filter(({ value, optional }) => value === undefined && !optional);
  if (missing.length > 0) {
    const before = member.before[member.name];
    const kept = walk.referrer.wasResolved && isSet(before);
    if (kept) addValueEdges(walk, kind, before);
    else for (const one of missing) walk.unresolved.push({ path, message: one.message });
    return kept ? before : own;
  }
  const values = found.flatMap(({ value }) => (value === undefined ? [] : [value]));
  if (values.length === 0) return own;
  return many ? [...new Set(values)].sort() : values[0];
}

function byName(walk: Walk, kind: string, reference: ReferenceSchema, refs: readonly Record<string, unknown>[]): readonly Candidate[] {
  const { namespace } = walk.referrer;
  return refs.map((ref) => {
    const name = typeof ref['name'] === 'string' ? ref['name'] : '';
    walk.edges.push({ type: 'name', kind, namespace, name });
    return { ...valueOfTarget(walk.targets.get(kind, namespace, name), reference, name), optional: parsePolicy(ref).optional };
  });
}

interface Selection {
  readonly kind: string;
  readonly reference: ReferenceSchema;
  readonly selector: unknown;
  readonly many: boolean;
  readonly member: Member;
}

function bySelector(walk: Walk, { kind, reference, selector, many, member }: Selection): readonly Candidate[] {
  const { namespace } = walk.referrer;
  walk.edges.push({ type: 'select', kind, namespace });
  const matching = walk.targets
    .list(kind, namespace)
    .filter((object) => matches(object, selector, walk.referrer))
    .toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  const { optional } = parsePolicy(selector);
  if (matching.length === 0)
    return [{ value: undefined, message: `no ${reference.kind} in namespace ${namespace} matches the selector`, optional }];
  const chosen = many ? matching : [choose(walk, matching, reference, member)];
  for (const object of chosen) walk.edges.push({ type: 'name', kind, namespace, name: object.metadata.name });
  return chosen.map((object) => ({ ...valueOfTarget(object, reference, object.metadata.name), optional }));
}

/** Of several: the one that is in use already, else the first by name. */
function choose(walk: Walk, matching: readonly KubernetesObject[], reference: ReferenceSchema, member: Member): KubernetesObject {
  const before = member.before[member.name];
  const used = matching.find((object) => before !== undefined && valueOfTarget(object, reference, object.metadata.name).value === before);
  const [first] = matching;
  const chosen = used ?? first;
  if (chosen === undefined) throw new Error('choose needs at least one object');
  if (matching.length > 1) {
    const why = used === undefined ? 'the first by name' : 'the one in use';
    walk.notes.push(
      `${member.path}.${member.name}: the selector matches ${matching.length} objects of kind ${reference.kind}; ${why}, ${chosen.metadata.name}, is taken`,
    );
  }
  return chosen;
}

function matches(object: KubernetesObject, selector: unknown, referrer: Referrer): boolean {
  if (!isObject(selector)) return false;
  if (selector['matchControllerRef'] === true && !sameController(object, referrer.controllerUid)) return false;
  const wanted = isObject(selector['matchLabels']) ? Object.entries(selector['matchLabels']) : [];
  const labels = object.metadata.labels ?? {};
  return wanted.every(([key, value]) => labels[key] === value);
}

function sameController(object: KubernetesObject, controllerUid: string | undefined): boolean {
  return (
    controllerUid !== undefined &&
    object.metadata.ownerReferences?.some((owner) => owner.controller === true && owner.uid === controllerUid) === true
  );
}

function addValueEdges(walk: Walk, kind: string, own: unknown): void {
  const values = Array.isArray(own) ? own : [own];
  for (const value of values) {
    if (typeof value === 'string') walk.edges.push({ type: 'value', kind, namespace: walk.referrer.namespace, value });
  }
}

function asList(value: unknown): readonly Record<string, unknown>[] {
  if (Array.isArray(value)) return value.filter(isObject);
  return isObject(value) ? [value] : [];
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '';
}

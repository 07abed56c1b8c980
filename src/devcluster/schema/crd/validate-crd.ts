import { deepEqual } from '../../../base/json.ts';
import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid } from '../cause.ts';
import { isJsonObject, listOf, objectOf, textOf } from '../json-members.ts';
import { checkNames, checkOwnName } from './crd-names.ts';
import { checkVersions } from './crd-versions.ts';
import { checkKeywords, isNotSupported } from './keywords.ts';
import { checkDefaults, checkTypeDefaults } from './schema-defaults.ts';
import { checkRuleMembers, checkRules } from './schema-rules.ts';
import { checkSelectableFields } from './selectable-fields.ts';
import { versionParts } from './shared-parts.ts';
import { checkStructural } from './structural.ts';

/**
 * What is wrong with a CustomResourceDefinition that has its defaults (`defaultCrd`). With `old`, also what must not change:
 * group and plural, and once it is Established scope and kind. A schema that did not change is not checked again. Its status and the
 * rest of its metadata are left to the store.
 */
export function validateCrd(crd: JsonObject, old?: JsonObject): readonly StatusCause[] {
  const spec = objectOf(crd['spec']);
  const oldSpec = objectOf(old?.['spec']);
  const causes = [...(old === undefined ? checkOwnName(crd) : []), ...checkNames(spec), ...checkVersions(spec)];
  const known = listOf(oldSpec['versions']).map((version) => objectOf(version)['schema']);
  for (const { value, path, version } of versionParts(spec, 'schema')) {
    const schema = objectOf(value)['openAPIV3Schema'];
    if (!isJsonObject(schema) || known.some((other) => deepEqual(other, value))) continue;
    causes.push(...checkSchema(schema, `${path}.openAPIV3Schema`, isJsonObject(objectOf(version['subresources'])['status'])));
  }
  causes.push(...versionParts(spec, 'selectableFields').flatMap(checkSelectableFields));
  if (spec['preserveUnknownFields'] === true) {
    const text = 'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
    causes.push(invalid('spec.preserveUnknownFields', true, text));
  }
  return old === undefined ? causes : [...causes, ...checkImmutable(crd, old)];
}

const besideStatus: ReadonlyMap<string, string> = new Map([
  ...['description', 'type', 'format', 'title', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum', 'maxLength', 'minLength'].map(
    goName,
  ),
  ...['pattern', 'maxItems', 'minItems', 'uniqueItems', 'multipleOf', 'required', 'items', 'properties', 'externalDocs', 'example'].map(
    goName,
  ),
  ['x-kubernetes-preserve-unknown-fields', 'XPreserveUnknownFields'],
  ['x-kubernetes-validations', 'XValidations'],
]);

function goName(name: string): readonly [string, string] {
  return [name, `${name.charAt(0).toUpperCase()}${name.slice(1)}`];
}

/** Rules are only looked at once everything else in the schema is right. */
function checkSchema(schema: JsonObject, path: string, hasStatus: boolean): readonly StatusCause[] {
  const causes: StatusCause[] = hasStatus ? [...checkBesideStatus(schema, path)] : [];
  if (schema['nullable'] === true) causes.push(forbidden(`${path}.nullable`, 'nullable cannot be true at the root'));
  const keywords = checkKeywords(schema, path);
  // Whether it is structural can't be said of a schema with keywords that there are not.
  const structural = keywords.some(isNotSupported) ? [] : checkStructural(schema, { path, level: 'root' });
  causes.push(...structural, ...(structural.length > 0 ? [] : checkDefaults(schema, path)));
  causes.push(...checkTypeDefaults(schema, path), ...keywords, ...checkRuleMembers(schema, path));
  return causes.length > 0 ? causes : checkRules(schema, path);
}

/** The status has to keep its schema when it is taken out of the whole. */
function checkBesideStatus(schema: JsonObject, path: string): readonly StatusCause[] {
  const { type } = schema;
  if (type !== undefined && type !== 'object') {
    const text = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    return [invalid(`${path}.type`, type, text)];
  }
  if (Object.keys(schema).every((name) => besideStatus.has(name))) return [];
  const allowed = [...besideStatus.values()].join(' ');
  return [invalid(path, undefined, `only [${allowed}] fields are allowed at the root of the schema if the status subresource is enabled`)];
}

function checkImmutable(crd: JsonObject, old: JsonObject): readonly StatusCause[] {
  const [spec, oldSpec] = [objectOf(crd['spec']), objectOf(old['spec'])];
  const [names, oldNames] = [objectOf(spec['names']), objectOf(oldSpec['names'])];
  const conditions = listOf(objectOf(old['status'])['conditions']).map(objectOf);
  const established = conditions.some(({ type, status }) => type === 'Established' && status === 'True');
  const changed = (field: string, now: JsonObject[string], before: JsonObject[string]): readonly StatusCause[] =>
    now === before ? [] : [invalid(field, textOf(now), 'field is immutable')];
  return [
    ...(established ? changed('spec.scope', spec['scope'], oldSpec['scope']) : []),
    ...(established ? changed('spec.names.kind', names['kind'], oldNames['kind']) : []),
    ...changed('spec.group', spec['group'], oldSpec['group']),
    ...changed('spec.names.plural', names['plural'], oldNames['plural']),
  ];
}

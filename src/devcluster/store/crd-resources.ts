import { compareVersions } from '../api/compare-versions.ts';
import type { DevObject, JsonObject } from '../api/dev-object.ts';
import type { PrinterColumn, ScalePaths, ServedResource } from '../api/served-resource.ts';
import { isJsonObject, listAt, objectAt, stringAt, stringsAt } from './members.ts';

const verbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch'];
/** What kube-apiserver shows of custom resources whose definition names no columns. */
const ageColumn: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };
/** Of a version without one, which is only let in with x-kubernetes-preserve-unknown-fields. */
const anySchema: JsonObject = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };

/** The resources that an established definition serves, one a served version; none before it is established. */
export function servedVersions(crd: DevObject): readonly ServedResource[] {
  if (!isEstablished(crd)) return [];
  const versions = listAt(objectAt(crd, 'spec'), 'versions').filter((version) => isJsonObject(version));
  return versions.filter((version) => version['served'] === true).map((version) => servedVersion(crd, version));
}

/** The apiVersion in which the definition's objects are stored. */
export function storageVersionOf(crd: DevObject): string {
  const spec = objectAt(crd, 'spec');
  const version = listAt(spec, 'versions').find((each) => isJsonObject(each) && each['storage'] === true);
  return `${stringAt(spec, 'group') ?? ''}/${isJsonObject(version) ? (stringAt(version, 'name') ?? '') : ''}`;
}

/** The storage key of a definition's objects. */
export function storageKeyOf(crd: JsonObject): string {
  const spec = objectAt(crd, 'spec');
  return `${stringAt(spec, 'group') ?? ''}/${stringAt(objectAt(spec, 'names'), 'plural') ?? ''}`;
}

function isEstablished(crd: DevObject): boolean {
  return listAt(objectAt(crd, 'status'), 'conditions').some(
    (condition) => isJsonObject(condition) && condition['type'] === 'Established' && condition['status'] === 'True',
  );
}

function servedVersion(crd: DevObject, version: JsonObject): ServedResource {
  const spec = objectAt(crd, 'spec');
  const names = objectAt(spec, 'names');
  const kind = stringAt(names, 'kind') ?? '';
  const subresources = objectAt(version, 'subresources');
  const scale = scaleOf(subresources);
  const schema = objectAt(version, 'schema')['openAPIV3Schema'];
  const columns = listAt(version, 'additionalPrinterColumns').flatMap((column) => (isJsonObject(column) ? [columnOf(column)] : []));
  return {
    group: stringAt(spec, 'group') ?? '',
    version: stringAt(version, 'name') ?? '',
    kind,
    listKind: stringAt(names, 'listKind') ?? `${kind}List`,
    plural: stringAt(names, 'plural') ?? '',
    singular: stringAt(names, 'singular') ?? kind.toLowerCase(),
    shortNames: stringsAt(names, 'shortNames'),
    categories: stringsAt(names, 'categories'),
    namespaced: spec['scope'] === 'Namespaced',
    verbs,
    status: isJsonObject(subresources['status']),
    ...(scale === undefined ? {} : { scale }),
    columns: columns.length === 0 ? [ageColumn] : columns,
    selectableFields: listAt(version, 'selectableFields').flatMap((field) =>
      isJsonObject(field) ? [stringAt(field, 'jsonPath') ?? ''] : [],
    ),
    schema: isJsonObject(schema) ? schema : anySchema,
    storageKey: storageKeyOf(crd),
    custom: true,
    ...deprecationOf(version, spec, kind),
  };
}

function scaleOf(subresources: JsonObject): ScalePaths | undefined {
  const scale = objectAt(subresources, 'scale');
  const specReplicasPath = stringAt(scale, 'specReplicasPath');
  const statusReplicasPath = stringAt(scale, 'statusReplicasPath');
  const labelSelectorPath = stringAt(scale, 'labelSelectorPath');
  if (specReplicasPath === undefined || statusReplicasPath === undefined) return undefined;
  return { specReplicasPath, statusReplicasPath, ...(labelSelectorPath === undefined ? {} : { labelSelectorPath }) };
}

function columnOf(column: JsonObject): PrinterColumn {
  const { priority } = column;
  const format = stringAt(column, 'format');
  const description = stringAt(column, 'description');
  return {
    name: stringAt(column, 'name') ?? '',
    type: (stringAt(column, 'type') ?? 'string') as PrinterColumn['type'],
    jsonPath: stringAt(column, 'jsonPath') ?? '',
    ...(format === undefined ? {} : { format }),
    ...(description === undefined ? {} : { description }),
    ...(typeof priority === 'number' ? { priority } : {}),
  };
}

/** Names the version to use instead: the first in Kubernetes' order that comes before this one and is not deprecated. */
function deprecationOf(version: JsonObject, spec: JsonObject, kind: string): { readonly deprecationWarning?: string } {
  if (version['deprecated'] !== true) return {};
  const titleOf = (name: string): string => `${stringAt(spec, 'group') ?? ''}/${name} ${kind}`;
  const name = stringAt(version, 'name') ?? '';
  const versions = listAt(spec, 'versions').filter((each) => isJsonObject(each));
  const sound = versions.filter((each) => each['served'] === true && each['deprecated'] !== true);
  const [better] = [...sound.map((each) => stringAt(each, 'name') ?? ''), name].toSorted(compareVersions);
  const advice = better === undefined || better === name ? '' : `; use ${titleOf(better)}`;
  return { deprecationWarning: stringAt(version, 'deprecationWarning') ?? `${titleOf(name)} is deprecated${advice}` };
}

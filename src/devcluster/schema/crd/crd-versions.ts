import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { forbidden, invalid, required, unsupported } from '../cause.ts';
import { isJsonObject, listOf, objectOf, textOf } from '../json-members.ts';
import { label1035 } from '../names.ts';
import { versionParts } from './shared-parts.ts';

/** What is wrong with a CRD's versions, but for what is in their schemas, and with its conversion. */
export function checkVersions(spec: JsonObject): readonly StatusCause[] {
  const versions = listOf(spec['versions']).map(objectOf);
  return [
    ...versions.flatMap((version, index) => checkVersion(version, `spec.versions[${index}]`)),
    ...checkVersionList(versions),
    ...checkConversion(objectOf(spec['conversion'])),
    ...versionParts(spec, 'subresources').flatMap(({ value, path }) => checkScale(objectOf(value)['scale'], `${path}.scale`)),
    ...versionParts(spec, 'additionalPrinterColumns').flatMap(({ value, path }) =>
      listOf(value).flatMap((column, index) => checkColumn(objectOf(column), `${path}[${index}]`)),
    ),
  ];
}

function checkVersion(version: JsonObject, path: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const name = textOf(version['name']);
  const faults = label1035(name);
  if (faults.length > 0) causes.push(invalid(`${path}.name`, name, faults.join(',')));
  const warning = version['deprecationWarning'];
  if (typeof warning === 'string') {
    for (const fault of warningFaults(warning, version['deprecated'] === true))
      causes.push(invalid(`${path}.deprecationWarning`, warning, fault));
  }
  if (!isJsonObject(objectOf(version['schema'])['openAPIV3Schema'])) causes.push(required(`${path}.schema.openAPIV3Schema`));
  return causes;
}

function warningFaults(warning: string, deprecated: boolean): readonly string[] {
  if (!deprecated) return ['can only be set for deprecated versions'];
  const faults: string[] = [];
  if (Buffer.byteLength(warning) > 256) faults.push('must be <= 256 characters long');
  if (warning === '') faults.push('must not be an empty string');
  const strange = warning.search(/\p{C}/u);
  if (strange >= 0) faults.push(`must only contain printable UTF-8 characters; non-printable character found at index ${strange}`);
  return faults;
}

function checkVersionList(versions: readonly JsonObject[]): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const names = versions.map((version) => textOf(version['name']));
  if (new Set(names).size < names.length) causes.push(invalid('spec.versions', undefined, 'must contain unique version names'));
  if (versions.filter((version) => version['storage'] === true).length !== 1) {
    causes.push(invalid('spec.versions', undefined, 'must have exactly one version marked as storage version'));
  }
  if (!versions.some((version) => version['storage'] === true)) {
    causes.push(invalid('status.storedVersions', null, 'must have at least one stored version'));
  }
  const [first = ''] = names;
  if (names.length > 0 && label1035(first).length > 0) causes.push(invalid('spec.version', first, label1035(first).join(',')));
  return causes;
}

function checkConversion(conversion: JsonObject): readonly StatusCause[] {
  const strategy = textOf(conversion['strategy']);
  if (strategy === '') return [required('spec.conversion.strategy')];
  if (strategy === 'Webhook') return [forbidden('spec.conversion.strategy', 'this server converts by None only')];
  if (strategy !== 'None') return [unsupported('spec.conversion.strategy', strategy, ['None', 'Webhook'])];
  return conversion['webhook'] === undefined
    ? []
    : [forbidden('spec.conversion.webhookClientConfig', 'should not be set when strategy is not set to Webhook')];
}

function checkScale(scale: unknown, path: string): readonly StatusCause[] {
  if (!isJsonObject(scale as JsonObject)) return [];
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale as JsonObject;
  const selector = textOf(labelSelectorPath);
  return [
    ...checkReplicasPath(textOf(specReplicasPath), `${path}.specReplicasPath`, 'spec'),
    ...checkReplicasPath(textOf(statusReplicasPath), `${path}.statusReplicasPath`, 'status'),
    ...(selector === '' ? [] : checkSelectorPath(selector, `${path}.labelSelectorPath`)),
  ];
}

function checkReplicasPath(jsonPath: string, field: string, below: string): readonly StatusCause[] {
  if (jsonPath === '') return [required(field)];
  if (!jsonPath.startsWith('.')) return [notSimple(field, jsonPath)];
  return jsonPath.startsWith(`.${below}.`) ? [] : [invalid(field, jsonPath, `should be a json path under .${below}`)];
}

function checkSelectorPath(jsonPath: string, field: string): readonly StatusCause[] {
  if (!jsonPath.startsWith('.')) return [notSimple(field, jsonPath)];
  return /^\.(spec|status)\./.test(jsonPath) ? [] : [invalid(field, jsonPath, 'should be a json path under either .spec or .status')];
}

function notSimple(field: string, jsonPath: string): StatusCause {
  return invalid(field, jsonPath, 'must be a simple json path starting with .');
}

const columnTypes: readonly string[] = ['boolean', 'date', 'integer', 'number', 'string'];
const columnFormats: readonly string[] = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

function checkColumn(column: JsonObject, path: string): readonly StatusCause[] {
  const causes: StatusCause[] = [];
  const [name, type, format, jsonPath] = ['name', 'type', 'format', 'jsonPath'].map((member) => textOf(column[member]));
  if (!name) causes.push(required(`${path}.name`));
  if (!type) causes.push(required(`${path}.type`, `must be one of ${columnTypes.join(',')}`));
  else if (!columnTypes.includes(type)) causes.push(invalid(`${path}.type`, type, `must be one of ${columnTypes.join(',')}`));
  if (format && !columnFormats.includes(format))
    causes.push(invalid(`${path}.format`, format, `must be one of ${columnFormats.join(',')}`));
  if (!jsonPath) causes.push(required(`${path}.JSONPath`));
  else if (!jsonPath.startsWith('.')) causes.push(notSimple(`${path}.JSONPath`, jsonPath));
  return causes;
}

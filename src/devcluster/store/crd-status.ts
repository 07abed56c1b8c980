import type { DevObject, JsonObject } from '../api/dev-object.ts';
import { crdStorageKey } from './crd-rules.ts';
import { isJsonObject, listAt, objectAt, stringAt, stringsAt } from './members.ts';
import type { StoreContext } from './store-context.ts';
import { timestamp } from './store-context.ts';

interface Finding {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/**
 * A definition with the status that Kubernetes' controllers would give it in a moment: whether its names are free and
 * it is served. One that is being deleted keeps what it has.
 */
export function withCrdStatus(store: StoreContext, crd: DevObject): DevObject {
  if (crd.metadata.deletionTimestamp !== undefined) return crd;
  const spec = objectAt(crd, 'spec');
  const before = objectAt(crd, 'status');
  const clash = nameClash(store, crd);
  const established = clash === undefined || hasTrue(before, 'Established');
  const findings = [namesFinding(clash), establishedFinding(clash === undefined, established)];
  const acceptedNames = clash === undefined ? objectAt(spec, 'names') : (before['acceptedNames'] ?? { plural: '', kind: '' });
  const status = { conditions: withFindings(store, before, findings), acceptedNames, storedVersions: storedVersions(spec, before) };
  return { ...crd, status: { ...before, ...status } };
}

/** The definition with one more condition, or the same one changed. */
export function withCrdCondition(store: StoreContext, crd: DevObject, finding: Finding): DevObject {
  const status = objectAt(crd, 'status');
  return { ...crd, status: { ...status, conditions: withFindings(store, status, [finding]) } };
}

function withFindings(store: StoreContext, status: JsonObject, findings: readonly Finding[]): readonly JsonObject[] {
  const conditions = listAt(status, 'conditions').filter((condition) => isJsonObject(condition));
  const changed = findings.map(({ type, status: value, reason, message }): JsonObject => {
    const known = conditions.find((condition) => condition['type'] === type);
    const since = known?.['status'] === value ? known['lastTransitionTime'] : timestamp(store);
    return { type, status: value, lastTransitionTime: since, reason, message };
  });
  const others = conditions.filter((condition) => findings.every(({ type }) => condition['type'] !== type));
  return [...changed, ...others];
}

function namesFinding(clash: Clash | undefined): Finding {
  if (clash === undefined) return { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' };
  return { type: 'NamesAccepted', status: 'False', reason: clash.reason, message: `${JSON.stringify(clash.name)} is already in use` };
}

function establishedFinding(accepted: boolean, established: boolean): Finding {
  if (!established) return { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' };
  const message = accepted ? 'the initial names have been accepted' : 'the earlier names are still in use';
  return { type: 'Established', status: 'True', reason: 'InitialNamesAccepted', message };
}

interface Clash {
  readonly reason: string;
  readonly name: string;
}

/** A name of the definition that another one of its group holds. */
function nameClash(store: StoreContext, crd: DevObject): Clash | undefined {
  const spec = objectAt(crd, 'spec');
  const names = objectAt(spec, 'names');
  for (const other of store.ledger.table(crdStorageKey).latest.values()) {
    if (other.metadata.name === crd.metadata.name || objectAt(other, 'spec')['group'] !== spec['group']) continue;
    const taken = objectAt(objectAt(other, 'status'), 'acceptedNames');
    const resources = new Set([stringAt(taken, 'plural'), stringAt(taken, 'singular'), ...stringsAt(taken, 'shortNames')]);
    const kinds = new Set([stringAt(taken, 'kind'), stringAt(taken, 'listKind')]);
    const clash = clashAmong(names, resources, kinds);
    if (clash !== undefined) return clash;
  }
  return undefined;
}

function clashAmong(names: JsonObject, resources: ReadonlySet<unknown>, kinds: ReadonlySet<unknown>): Clash | undefined {
  const wanted = [
    { reason: 'ListKindConflict', name: stringAt(names, 'listKind'), taken: kinds },
    { reason: 'KindConflict', name: stringAt(names, 'kind'), taken: kinds },
    ...stringsAt(names, 'shortNames').map((name) => ({ reason: 'ShortNamesConflict', name, taken: resources })),
    { reason: 'SingularConflict', name: stringAt(names, 'singular'), taken: resources },
    { reason: 'PluralConflict', name: stringAt(names, 'plural'), taken: resources },
  ];
  const clash = wanted.find(({ name, taken }) => name !== undefined && name !== '' && taken.has(name));
  return clash?.name === undefined ? undefined : { reason: clash.reason, name: clash.name };
}

function hasTrue(status: JsonObject, type: string): boolean {
  return listAt(status, 'conditions').some((each) => isJsonObject(each) && each['type'] === type && each['status'] === 'True');
}

/** All versions in which objects were ever stored, which only an update of status takes away. */
function storedVersions(spec: JsonObject, before: JsonObject): readonly string[] {
  const known = stringsAt(before, 'storedVersions');
  const storage = listAt(spec, 'versions').find((version) => isJsonObject(version) && version['storage'] === true);
  const name = isJsonObject(storage) ? (stringAt(storage, 'name') ?? '') : '';
  return known.includes(name) ? known : [...known, name];
}

import type { JsonObject } from '../../api/dev-object.ts';
import type { StatusCause } from '../../api/status-error.ts';
import { invalid, required, unsupported } from '../cause.ts';
import { objectOf, textOf, textsOf } from '../json-members.ts';
import { label1035, subdomain1123 } from '../names.ts';

/** What is wrong with a CRD's group, scope and names. */
export function checkNames(spec: JsonObject): readonly StatusCause[] {
  const names = objectOf(spec['names']);
  return [
    ...checkGroup(textOf(spec['group'])),
    ...checkScope(textOf(spec['scope'])),
    ...['plural', 'singular', 'kind', 'listKind'].flatMap((member) => checkName(member, textOf(names[member]))),
    ...checkEach('shortNames', names),
    ...(textOf(names['kind']) !== '' && names['kind'] === names['listKind']
      ? [invalid('spec.names.listKind', names['listKind'], 'kind and listKind may not be the same')]
      : []),
    ...checkEach('categories', names),
  ];
}

/** What is wrong with the name of a new CRD. */
export function checkOwnName(crd: JsonObject): readonly StatusCause[] {
  const spec = objectOf(crd['spec']);
  const name = textOf(objectOf(crd['metadata'])['name']);
  const wanted = `${textOf(objectOf(spec['names'])['plural'])}.${textOf(spec['group'])}`;
  const faults = [...subdomain1123(name), ...(name === wanted ? [] : ['must be spec.names.plural+"."+spec.group'])];
  return faults.map((fault) => invalid('metadata.name', name, fault));
}

function checkGroup(group: string): readonly StatusCause[] {
  if (group === '') return [required('spec.group')];
  const faults = subdomain1123(group);
  if (faults.length > 0) return [invalid('spec.group', group, faults.join(','))];
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

function checkScope(scope: string): readonly StatusCause[] {
  if (scope === '') return [required('spec.scope')];
  return scope === 'Cluster' || scope === 'Namespaced' ? [] : [unsupported('spec.scope', scope, ['Cluster', 'Namespaced'])];
}

function checkName(member: string, name: string): readonly StatusCause[] {
  const field = `spec.names.${member}`;
  if (name === '') return [required(field)];
  const mixed = member === 'kind' || member === 'listKind';
  const faults = label1035(mixed ? name.toLowerCase() : name);
  if (faults.length === 0) return [];
  return [invalid(field, name, `${mixed ? 'may have mixed case, but should otherwise match: ' : ''}${faults.join(',')}`)];
}

function checkEach(member: string, names: JsonObject): readonly StatusCause[] {
  return textsOf(names[member]).flatMap((name, index) => {
    const faults = label1035(name);
    return faults.length === 0 ? [] : [invalid(`spec.names.${member}[${index}]`, name, faults.join(','))];
  });
}

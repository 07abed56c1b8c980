import { inUseAnnotation } from '../../src/composition/definition/in-use.ts';
import type { KindSchema } from '../../src/engine/schema/kind-schema.ts';
import { compositionGroup, crdType, definitionType } from '../../src/composition/api/resource-types.ts';
import { toYaml, yamlNotice } from './crd-files.ts';
import type { OutputFile } from './output-file.ts';

const admission = 'admissionregistration.k8s.io/v1';

/** A validating admission policy, and the binding that puts it to work everywhere. */
interface Policy {
  readonly name: string;
  readonly operations: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly variables: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly { readonly expression: string; readonly message: string; readonly messageExpression?: string }[];
}

/** What admission has to see of an object's annotations, which a CRD's own rules can't. */
export function admissionFiles(schemas: readonly KindSchema[]): readonly OutputFile[] {
  return [
    { path: 'deploy/admission/protect.yaml', content: policyText(protectPolicy(schemas)) },
    { path: 'deploy/admission/external-name.yaml', content: policyText(externalNamePolicy(schemas)) },
    { path: 'deploy/admission/definition-in-use.yaml', content: policyText(definitionInUsePolicy) },
  ];
}

function protectPolicy(schemas: readonly KindSchema[]): Policy {
  return {
    name: 'protect.evenkeel.dev',
    operations: ['DELETE'],
    groups: groupsOf(schemas),
    resources: ['*'],
    variables: [],
    validations: [
      {
        expression:
          "!has(oldObject.metadata.annotations) || !('evenkeel.dev/protect' in oldObject.metadata.annotations) || oldObject.metadata.annotations['evenkeel.dev/protect'] != 'true'",
        message: 'the object is protected: take the annotation evenkeel.dev/protect off before deleting it',
        messageExpression:
          "oldObject.kind + ' ' + oldObject.metadata.name + ' is protected: before deleting it, take the annotation off with kubectl annotate ' + request.resource.resource + '.' + request.resource.group + ' ' + oldObject.metadata.name + ' evenkeel.dev/protect-'",
      },
    ],
  };
}

/** A kind that goes takes its objects along, and with them what they stand for. */
const definitionInUsePolicy: Policy = {
  name: 'definition-in-use.evenkeel.dev',
  operations: ['DELETE'],
  groups: [compositionGroup, crdType.group],
  resources: [definitionType.plural, crdType.plural],
  variables: [
    {
      name: 'users',
      expression: `has(oldObject.metadata.annotations) && '${inUseAnnotation}' in oldObject.metadata.annotations ? oldObject.metadata.annotations['${inUseAnnotation}'] : ''`,
    },
  ],
  validations: [
    {
      expression: "variables.users == ''",
      message: 'there are objects of this kind: delete them first',
      messageExpression: "oldObject.metadata.name + ' is in use: delete its objects first: ' + variables.users",
    },
  ],
};

function externalNamePolicy(schemas: readonly KindSchema[]): Policy {
  const named = schemas.filter(({ externalName }) => externalName.from === 'name');
  return {
    name: 'external-name.evenkeel.dev',
    operations: ['CREATE', 'UPDATE'],
    groups: groupsOf(named),
    resources: named.map(({ plural }) => plural),
    variables: [
      { name: 'annotations', expression: 'has(object.metadata.annotations) ? object.metadata.annotations : {}' },
      {
        name: 'externalName',
        expression:
          "'evenkeel.dev/external-name' in variables.annotations ? variables.annotations['evenkeel.dev/external-name'] : ('crossplane.io/external-name' in variables.annotations ? variables.annotations['crossplane.io/external-name'] : '')",
      },
    ],
    validations: named.flatMap(externalNameValidations),
  };
}

function externalNameValidations({ kind, group, externalName, forProvider }: KindSchema): Policy['validations'] {
  const { pattern = '', maxLength = 253 } = externalName;
  const other = `request.kind.kind != '${kind}' || request.kind.group != '${group}' || variables.externalName == ''`;
  const shape = {
    expression: `${other} || (size(variables.externalName) <= ${maxLength} && variables.externalName.matches('${pattern}'))`,
    message: `the external name of the ${kind} must be a name that AWS takes: at most ${maxLength} characters, ${pattern}`,
  };
  if (!('identifier' in forProvider)) return [shape];
  const same = {
    expression: `${other} || !has(object.spec.forProvider.identifier) || object.spec.forProvider.identifier == variables.externalName`,
    message: `forProvider.identifier and the external name of the ${kind} must be the same: leave one out`,
  };
  return [shape, same];
}

function groupsOf(schemas: readonly KindSchema[]): readonly string[] {
  return [...new Set(schemas.map(({ group }) => group))].toSorted();
}

function policyText({ name, operations, groups, resources, variables, validations }: Policy): string {
  const rule = { apiGroups: groups, apiVersions: ['*'], operations, resources };
  const policy = {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: { resourceRules: [rule] },
      ...(variables.length === 0 ? {} : { variables }),
      validations,
    },
  };
  const binding = {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  };
  return `${yamlNotice}${toYaml(policy)}---\n${toYaml(binding)}`;
}

import type { ResourceType } from '../../kubernetes/object.ts';

/** The group of definitions and compositions. */
export const compositionGroup = 'apiextensions.evenkeel.dev';

const group = { group: compositionGroup, version: 'v1', namespaced: false } as const;

export const definitionType: ResourceType = {
  ...group,
  kind: 'CompositeResourceDefinition',
  plural: 'compositeresourcedefinitions',
};
export const compositionType: ResourceType = { ...group, kind: 'Composition', plural: 'compositions' };
export const revisionType: ResourceType = { ...group, kind: 'CompositionRevision', plural: 'compositionrevisions' };
export const functionType: ResourceType = { ...group, kind: 'Function', plural: 'functions' };
export const environmentConfigType: ResourceType = { ...group, kind: 'EnvironmentConfig', plural: 'environmentconfigs' };
export const crdType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
};

/** All types of the group. */
export const compositionTypes: readonly ResourceType[] = [
  definitionType,
  compositionType,
  revisionType,
  functionType,
  environmentConfigType,
];

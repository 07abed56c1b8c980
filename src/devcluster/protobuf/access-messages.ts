import type { FieldType, Message } from './field.ts';
import { strings } from './field.ts';
import { labelSelector, objectMeta, requirement } from './meta-messages.ts';

// Field numbers are those of generated.proto in k8s.io/api: rbac/v1, authorization/v1 and authentication/v1. What only the
// server fills in (status) is not read.

const metadata: readonly [string, FieldType] = ['metadata', { message: objectMeta }];

const policyRules: FieldType = {
  list: {
    message: {
      1: ['verbs', strings],
      2: ['apiGroups', strings],
      3: ['resources', strings],
      4: ['resourceNames', strings],
      5: ['nonResourceURLs', strings],
    },
  },
};

const subjects: FieldType = {
  list: { message: { 1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string'] } },
};

const binding: Message = {
  1: metadata,
  2: ['subjects', subjects],
  3: ['roleRef', { message: { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] } }],
};

const selector: FieldType = { message: { 1: ['rawSelector', 'string'], 2: ['requirements', { list: { message: requirement } }] } };

const selfSpec: Message = {
  1: [
    'resourceAttributes',
    {
      message: {
        1: ['namespace', 'string'],
        2: ['verb', 'string'],
        3: ['group', 'string'],
        4: ['version', 'string'],
        5: ['resource', 'string'],
        6: ['subresource', 'string'],
        7: ['name', 'string'],
        8: ['fieldSelector', selector],
        9: ['labelSelector', selector],
      },
    },
  ],
  2: ['nonResourceAttributes', { message: { 1: ['path', 'string'], 2: ['verb', 'string'] } }],
};

const subjectReview: Message = {
  1: metadata,
  2: [
    'spec',
    {
      message: {
        ...selfSpec,
        3: ['user', 'string'],
        4: ['groups', strings],
        5: ['extra', { map: 'extra' }],
        6: ['uid', 'string'],
      },
    },
  ],
};

const boundObject: FieldType = {
  message: { 1: ['kind', 'string'], 2: ['apiVersion', 'string'], 3: ['name', 'string'], 4: ['uid', 'string'] },
};

/** Messages of RBAC, of the reviews and of TokenRequest, by apiVersion and kind. */
export const accessMessages: Readonly<Record<string, Message>> = {
  'rbac.authorization.k8s.io/v1 Role': { 1: metadata, 2: ['rules', policyRules] },
  'rbac.authorization.k8s.io/v1 ClusterRole': {
    1: metadata,
    2: ['rules', policyRules],
    3: ['aggregationRule', { message: { 1: ['clusterRoleSelectors', { list: { message: labelSelector } }] } }],
  },
  'rbac.authorization.k8s.io/v1 RoleBinding': binding,
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding': binding,
  'authorization.k8s.io/v1 SelfSubjectAccessReview': { 1: metadata, 2: ['spec', { message: selfSpec }] },
  'authorization.k8s.io/v1 SubjectAccessReview': subjectReview,
  'authorization.k8s.io/v1 LocalSubjectAccessReview': subjectReview,
  'authorization.k8s.io/v1 SelfSubjectRulesReview': { 1: metadata, 2: ['spec', { message: { 1: ['namespace', 'string'] } }] },
  'authentication.k8s.io/v1 SelfSubjectReview': { 1: metadata },
  'authentication.k8s.io/v1 TokenReview': { 1: metadata, 2: ['spec', { message: { 1: ['token', 'string'], 2: ['audiences', strings] } }] },
  'authentication.k8s.io/v1 TokenRequest': {
    1: metadata,
    2: ['spec', { message: { 1: ['audiences', strings], 3: ['boundObjectRef', boundObject], 4: ['expirationSeconds', 'int'] } }],
  },
};

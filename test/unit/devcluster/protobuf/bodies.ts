import type { JsonObject } from '../../../../src/devcluster/api/dev-object.ts';

interface Body {
  readonly name: string;
  /** In base64. */
  readonly body: string;
  /** What it says, without what is null or empty in Go's JSON. */
  readonly json: JsonObject;
}

/** Request bodies: those that kubectl 1.33 sent, and what the protobuf serializer of k8s.io/apimachinery 0.35 wrote of objects with every kind of field. */
export const bodies: readonly Body[] = [
  {
    name: "v1 Secret of Go's serializer",
    body: 'azhzAAoMCgJ2MRIGU2VjcmV0EsABCqEBCgFzEgAaAW4iACoCdTEyATc4AkIICKXr3MoGEABKCAil69zKBhAAUABaBgoBYRIBYmIFCgFlEgBqGgoJQ29uZmlnTWFwGgFvIgJ1MioCdjEwATgAcgNmL3iKAUUKAW0SBlVwZGF0ZRoCdjEiCAil69zKBhAAMghGaWVsZHNWMToeChx7ImY6ZGF0YSI6eyIuIjp7fSwiZjprIjp7fX19QgASCAoBaxIDAP8BGgZPcGFxdWUiBgoBdBIBeCgAGgAiAA==',
    json: {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 's',
        namespace: 'n',
        uid: 'u1',
        resourceVersion: '7',
        generation: 2,
        creationTimestamp: '2026-01-02T03:04:05Z',
        deletionTimestamp: '2026-01-02T03:04:05Z',
        deletionGracePeriodSeconds: 0,
        labels: { a: 'b' },
        annotations: { e: '' },
        ownerReferences: [{ kind: 'ConfigMap', name: 'o', uid: 'u2', apiVersion: 'v1', controller: true, blockOwnerDeletion: false }],
        finalizers: ['f/x'],
        managedFields: [
          {
            manager: 'm',
            operation: 'Update',
            apiVersion: 'v1',
            time: '2026-01-02T03:04:05Z',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:data': { '.': {}, 'f:k': {} } },
          },
        ],
      },
      data: { k: 'AP8B' },
      type: 'Opaque',
      stringData: { t: 'x' },
      immutable: false,
    },
  },
  {
    name: "v1 Event of Go's serializer",
    body: 'azhzAAoLCgJ2MRIFRXZlbnQSiAEKEgoBZRIAGgFuIgAqADIAOABCABI1CgNWUEMSAW4aAXYiAnUzKhxlYzIuYXdzLmV2ZW5rZWVsLmRldi92MWJldGExMgA6BHNwZWMaB0NyZWF0ZWQiBG1hZGUqBgoBYxIBaDIICKXr3MoGEAA6CAil69zKBhAAQANKBk5vcm1hbFIAYgByAHoAGgAiAA==',
    json: {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'n' },
      involvedObject: { kind: 'VPC', namespace: 'n', name: 'v', uid: 'u3', apiVersion: 'ec2.aws.evenkeel.dev/v1beta1', fieldPath: 'spec' },
      reason: 'Created',
      message: 'made',
      source: { component: 'c', host: 'h' },
      firstTimestamp: '2026-01-02T03:04:05Z',
      lastTimestamp: '2026-01-02T03:04:05Z',
      count: 3,
      type: 'Normal',
    },
  },
  {
    name: "events.k8s.io/v1 Event of Go's serializer",
    body: 'azhzAAoZChBldmVudHMuazhzLmlvL3YxEgVFdmVudBJvChIKAWUSABoBbiIAKgAyADgAQgASDAil69zKBhCI6tzDAhoQCAISDAil69zKBhCI6tzDAiIBYyoBaTIBQToBUkISCgNWUEMSABoBdiIAKgAyADoAUgRtYWRlWgdXYXJuaW5nYgQKABIAagByAHgAGgAiAA==',
    json: {
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { name: 'e', namespace: 'n' },
      eventTime: '2026-01-02T03:04:05.678901Z',
      series: { count: 2, lastObservedTime: '2026-01-02T03:04:05.678901Z' },
      reportingController: 'c',
      reportingInstance: 'i',
      action: 'A',
      reason: 'R',
      regarding: { kind: 'VPC', name: 'v' },
      note: 'made',
      type: 'Warning',
      deprecatedSource: {},
    },
  },
  {
    name: "coordination.k8s.io/v1 Lease of Go's serializer",
    body: 'azhzAAofChZjb29yZGluYXRpb24uazhzLmlvL3YxEgVMZWFzZRI7ChIKAWwSABoBbiIAKgAyADgAQgASJQoDYV9iEA8aDAil69zKBhCI6tzDAiIMCKXr3MoGEIjq3MMCKAAaACIA',
    json: {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: { name: 'l', namespace: 'n' },
      spec: {
        holderIdentity: 'a_b',
        leaseDurationSeconds: 15,
        acquireTime: '2026-01-02T03:04:05.678901Z',
        renewTime: '2026-01-02T03:04:05.678901Z',
        leaseTransitions: 0,
      },
    },
  },
  {
    name: "authorization.k8s.io/v1 SubjectAccessReview of Go's serializer",
    body: 'azhzAAouChdhdXRob3JpemF0aW9uLms4cy5pby92MRITU3ViamVjdEFjY2Vzc1JldmlldxJiChAKABIAGgAiACoAMgA4AEIAEkQKKAoAEgNnZXQaACIAKgdzZWNyZXRzMgA6AEoOCgASCgoBYRICSW4aAWIaAXUiAWciAWgqCwoBaxIGCgFhCgFiMgJ1NBoICAASABoAIAAaACIA',
    json: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: {},
      spec: {
        resourceAttributes: {
          verb: 'get',
          resource: 'secrets',
          labelSelector: { requirements: [{ key: 'a', operator: 'In', values: ['b'] }] },
        },
        user: 'u',
        groups: ['g', 'h'],
        extra: { k: ['a', 'b'] },
        uid: 'u4',
      },
    },
  },
  {
    name: "v1 DeleteOptions of Go's serializer",
    body: 'azhzAAoTCgJ2MRINRGVsZXRlT3B0aW9ucxIZCAASBAoCdTEiCkZvcmVncm91bmQqA0FsbBoAIgA=',
    json: {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      gracePeriodSeconds: 0,
      preconditions: { uid: 'u1' },
      propagationPolicy: 'Foreground',
      dryRun: ['All'],
    },
  },
  {
    name: 'Namespace of kubectl 1.33',
    body: 'azhzAAoPCgJ2MRIJTmFtZXNwYWNlEhsKEwoDcGJuEgAaACIAKgAyADgAQgASABoCCgAaACIA',
    json: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'pbn' }, spec: {}, status: {} },
  },
  {
    name: 'Secret of kubectl 1.33',
    body: 'azhzAAoMCgJ2MRIGU2VjcmV0EisKHwoMcy03ZmQydG04OWQ4EgAaA3BibiIAKgAyADgAQgASBgoBYRIBYhoAGgAiAA==',
    json: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's-7fd2tm89d8', namespace: 'pbn' }, data: { a: 'Yg==' } },
  },
  {
    name: 'ServiceAccount of kubectl 1.33',
    body: 'azhzAAoUCgJ2MRIOU2VydmljZUFjY291bnQSFgoUCgFzEgAaA3BibiIAKgAyADgAQgAaACIA',
    json: { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 's', namespace: 'pbn' } },
  },
  {
    name: 'ClusterRole of kubectl 1.33',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtDbHVzdGVyUm9sZRI8ChMKA3BiMRIAGgAiACoAMgA4AEIAEiUKA2dldAoEbGlzdBIAGgpjb25maWdtYXBzGgdzZWNyZXRzIgF4GgAiAA==',
    json: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'pb1' },
      rules: [{ verbs: ['get', 'list'], apiGroups: [''], resources: ['configmaps', 'secrets'], resourceNames: ['x'] }],
    },
  },
  {
    name: 'ClusterRole of kubectl 1.33',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtDbHVzdGVyUm9sZRIhChMKA3BiMxIAGgAiACoAMgA4AEIAGgoKCAoGCgFhEgFiGgAiAA==',
    json: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name: 'pb3' },
      aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: 'b' } }] },
    },
  },
  {
    name: 'RoleBinding of kubectl 1.33',
    body: 'azhzAAorChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEgtSb2xlQmluZGluZxKBAQoVCgJyYhIAGgNwYm4iACoAMgA4AEIAEiYKBFVzZXISGXJiYWMuYXV0aG9yaXphdGlvbi5rOHMuaW8aAXUiABIaCg5TZXJ2aWNlQWNjb3VudBIAGgFzIgNwYm4aJAoZcmJhYy5hdXRob3JpemF0aW9uLms4cy5pbxIEUm9sZRoBchoAIgA=',
    json: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata: { name: 'rb', namespace: 'pbn' },
      subjects: [
        { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'u' },
        { kind: 'ServiceAccount', name: 's', namespace: 'pbn' },
      ],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'r' },
    },
  },
  {
    name: 'ClusterRoleBinding of kubectl 1.33',
    body: 'azhzAAoyChxyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvL3YxEhJDbHVzdGVyUm9sZUJpbmRpbmcSbAoSCgJwYhIAGgAiACoAMgA4AEIAEicKBUdyb3VwEhlyYmFjLmF1dGhvcml6YXRpb24uazhzLmlvGgFnIgAaLQoZcmJhYy5hdXRob3JpemF0aW9uLms4cy5pbxILQ2x1c3RlclJvbGUaA3BiMRoAIgA=',
    json: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name: 'pb' },
      subjects: [{ kind: 'Group', apiGroup: 'rbac.authorization.k8s.io', name: 'g' }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'pb1' },
    },
  },
  {
    name: 'TokenRequest of kubectl 1.33',
    body: 'azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIgChAKABIAGgAiACoAMgA4AEIAEgYKAXgg2AQaBAoAEgAaACIA',
    json: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {},
      spec: { audiences: ['x'], expirationSeconds: 600 },
    },
  },
  {
    name: 'SelfSubjectAccessReview of kubectl 1.33',
    body: 'azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSPAoQCgASABoAIgAqADIAOABCABIeChwKA3BibhIDZ2V0GgAiACoHc2VjcmV0czIAOgF4GggIABIAGgAgABoAIgA=',
    json: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: {},
      spec: { resourceAttributes: { namespace: 'pbn', verb: 'get', resource: 'secrets', name: 'x' } },
    },
  },
  {
    name: 'SelfSubjectRulesReview of kubectl 1.33',
    body: 'azhzAAoxChdhdXRob3JpemF0aW9uLms4cy5pby92MRIWU2VsZlN1YmplY3RSdWxlc1JldmlldxIfChAKABIAGgAiACoAMgA4AEIAEgUKA3BibhoEGAAiABoAIgA=',
    json: { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectRulesReview', metadata: {}, spec: { namespace: 'pbn' } },
  },
  {
    name: 'SelfSubjectReview of kubectl 1.33',
    body: 'azhzAAotChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESEVNlbGZTdWJqZWN0UmV2aWV3EhoKEAoAEgAaACIAKgAyADgAQgASBgoECgASABoAIgA=',
    json: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview', metadata: {} },
  },
];

/** A Pod, which the dev API server doesn't know. */
export const podBody =
  'azhzAAoJCgJ2MRIDUG9kEkcKEgoBcBIAGgFuIgAqADIAOABCABIcGgAyAEIASgBSAFgAYABoAIIBAIoBAJoBAMIBABoTCgAaACIAKgAyAEoAWgByAIgBABoAIgA=';

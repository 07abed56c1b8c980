import type { ServedResource } from '../api/served-resource.ts';
import { define } from './define.ts';
import { shape } from './shape.ts';

const authorization = { group: 'authorization.k8s.io', version: 'v1', verbs: ['create'], namespaced: false, required: ['spec'] } as const;
const authentication = { group: 'authentication.k8s.io', version: 'v1', verbs: ['create'], namespaced: false } as const;

const selector = (what: string) =>
  shape.object(`Which ${what}s the request is limited to.`, {
    rawSelector: shape.string(`The ${what} selector as text.`),
    requirements: shape.list(
      `The ${what} selector in parts.`,
      shape.object(
        'One condition.',
        {
          key: shape.string(`The ${what}.`),
          operator: shape.string('How the values are compared.'),
          values: shape.list('The values.'),
        },
        ['key', 'operator'],
      ),
    ),
  });

const attributes = {
  resourceAttributes: shape.object('Something done with a resource.', {
    namespace: shape.string('Namespace; empty for all, and for cluster-scoped resources.'),
    verb: shape.string('What is done; `*` for everything.'),
    group: shape.string('API group; `*` for all.'),
    version: shape.string('API version; `*` for all.'),
    resource: shape.string('Plural of the resource; `*` for all.'),
    subresource: shape.string('Subresource, if any.'),
    name: shape.string('Name of the object; empty for all.'),
    fieldSelector: selector('field'),
    labelSelector: selector('label'),
  }),
  nonResourceAttributes: shape.object('Something done with a path that holds no resources.', {
    path: shape.string('Path of the URL.'),
    verb: shape.string('HTTP method in small letters.'),
  }),
};

const extra = shape.map('What else is known of the user.', shape.list('Values.'));

const subjectSpec = shape.object('Who would do what.', {
  ...attributes,
  user: shape.string('Name of the user.'),
  groups: shape.list('Groups of the user.'),
  uid: shape.string('UID of the user.'),
  extra,
});

const accessStatus = shape.object('The answer.', {
  allowed: shape.boolean('Whether it is allowed.'),
  denied: shape.boolean('Whether it is forbidden whatever others say.'),
  reason: shape.string('Why.'),
  evaluationError: shape.string('What went wrong while finding out.'),
});

const userInfo = shape.object('A user.', {
  username: shape.string('Name of the user.'),
  uid: shape.string('UID of the user.'),
  groups: shape.list('Groups of the user.'),
  extra,
});

const rule = { verbs: shape.list('What may be done.') };
const rulesStatus = shape.object('The answer.', {
  resourceRules: shape.list(
    'What may be done with resources.',
    shape.object('What may be done to what.', {
      ...rule,
      apiGroups: shape.list('API groups.'),
      resources: shape.list('Resources.'),
      resourceNames: shape.list('Names; none means all.'),
    }),
  ),
  nonResourceRules: shape.list(
    'What may be done with other paths.',
    shape.object('What may be done to what.', { ...rule, nonResourceURLs: shape.list('Paths.') }),
  ),
  incomplete: shape.boolean('Whether there may be more than is listed.'),
  evaluationError: shape.string('What went wrong while finding out.'),
});

/** Questions about access and identity, answered when they are created and stored nowhere. */
export const reviewTypes: readonly ServedResource[] = [
  define({
    ...authorization,
    kind: 'SelfSubjectAccessReview',
    plural: 'selfsubjectaccessreviews',
    description: 'Asks whether the caller may do something.',
    properties: { spec: shape.object('What the caller would do.', attributes), status: accessStatus },
  }),
  define({
    ...authorization,
    kind: 'SubjectAccessReview',
    plural: 'subjectaccessreviews',
    description: 'Asks whether someone may do something.',
    properties: { spec: subjectSpec, status: accessStatus },
  }),
  define({
    ...authorization,
    kind: 'LocalSubjectAccessReview',
    plural: 'localsubjectaccessreviews',
    description: 'Asks whether someone may do something in one namespace.',
    namespaced: true,
    properties: { spec: subjectSpec, status: accessStatus },
  }),
  define({
    ...authorization,
    kind: 'SelfSubjectRulesReview',
    plural: 'selfsubjectrulesreviews',
    description: 'Asks for all that the caller may do in a namespace.',
    properties: {
      spec: shape.object('Where.', { namespace: shape.string('The namespace.') }),
      status: rulesStatus,
    },
  }),
  define({
    ...authentication,
    kind: 'SelfSubjectReview',
    plural: 'selfsubjectreviews',
    description: 'Asks who the caller is.',
    properties: { status: shape.object('The answer.', { userInfo }) },
  }),
  define({
    ...authentication,
    kind: 'TokenReview',
    plural: 'tokenreviews',
    description: 'Asks whom a bearer token stands for.',
    required: ['spec'],
    properties: {
      spec: shape.object('The token.', {
        token: shape.string('The token.'),
        audiences: shape.list('For whom the token must be meant; the API server unless given.'),
      }),
      status: shape.object('The answer.', {
        authenticated: shape.boolean('Whether the token is good.'),
        user: userInfo,
        audiences: shape.list('For whom of those asked for the token is meant.'),
        error: shape.string('Why the token could not be checked.'),
      }),
    },
  }),
];

import type { Attempt, Caller } from '../api/access.ts';
import type { JsonObject } from '../api/dev-object.ts';
import type { StatusCause } from '../api/status-error.ts';
import { StatusError } from '../api/status-error.ts';
import { invalid } from '../schema/cause.ts';
import { isJsonObject, membersOf, objectOf, textOf, textsOf } from '../schema/json-members.ts';
import type { DevAccess } from './create-access.ts';
import type { PolicyRule } from './policy-rule.ts';
import { apiAudience } from './token.ts';

/** Who asks, what decides, and the namespace in the request's path. */
export interface ReviewContext {
  readonly caller: Caller;
  readonly access: DevAccess;
  readonly namespace?: string | undefined;
}

type Answer = (spec: JsonObject, context: ReviewContext) => Promise<JsonObject>;

const answers: Readonly<Record<string, Answer>> = {
  SelfSubjectAccessReview: (spec, { access, caller }) => accessStatus('SelfSubjectAccessReview', spec, { access, caller }),
  SubjectAccessReview: (spec, { access }) =>
    accessStatus('SubjectAccessReview', spec, { access, caller: subjectOf('SubjectAccessReview', spec) }),
  LocalSubjectAccessReview: localAccess,
  SelfSubjectRulesReview: rulesStatus,
  SelfSubjectReview: (_spec, { caller }) => Promise.resolve({ userInfo: userInfoOf(caller) }),
  TokenReview: tokenStatus,
};

/** The review with its answer in `status`. Rejects with `StatusError`: 422 or 400 for a question that makes no sense, 404 for no review. */
export async function answerReview(review: JsonObject, context: ReviewContext): Promise<JsonObject> {
  const answer = answers[textOf(review['kind'])];
  if (answer === undefined) throw new StatusError(404, 'NotFound', 'the server could not find the requested resource');
  return { ...review, metadata: review['metadata'] ?? {}, status: await answer(objectOf(review['spec']), context) };
}

function refused(kind: string, cause: StatusCause): StatusError {
  const group = 'authorization.k8s.io';
  return new StatusError(422, 'Invalid', `${kind}.${group} "" is invalid: ${cause.field ?? ''}: ${cause.message}`, {
    group,
    kind,
    causes: [cause],
  });
}

function attemptOf(kind: string, spec: JsonObject): Attempt {
  const { resourceAttributes: resource, nonResourceAttributes: other } = spec;
  if (isJsonObject(resource) === isJsonObject(other)) {
    const text = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    throw refused(kind, invalid('spec.resourceAttributes', resource ?? null, text));
  }
  if (isJsonObject(other)) return { type: 'path', verb: textOf(other['verb']), path: textOf(other['path']) };
  const texts = objectOf(resource);
  return {
    type: 'resource',
    verb: textOf(texts['verb']),
    group: textOf(texts['group']),
    version: textOf(texts['version']),
    resource: textOf(texts['resource']),
    subresource: textOf(texts['subresource']),
    namespace: textOf(texts['namespace']),
    name: textOf(texts['name']),
  };
}

function subjectOf(kind: string, spec: JsonObject): Caller {
  const username = textOf(spec['user']);
  const groups = textsOf(spec['groups']);
  if (username === '' && groups.length === 0) {
    throw refused(kind, invalid('spec.user', '', 'at least one of user or group must be specified'));
  }
  return { username, groups };
}

async function accessStatus(kind: string, spec: JsonObject, { access, caller }: ReviewContext): Promise<JsonObject> {
  const { allowed, reason } = await access.authorize(caller, attemptOf(kind, spec));
  return { allowed, ...(reason === undefined ? {} : { reason }) };
}

function localAccess(spec: JsonObject, { access, namespace }: ReviewContext): Promise<JsonObject> {
  const kind = 'LocalSubjectAccessReview';
  const asked = textOf(objectOf(spec['resourceAttributes'])['namespace']);
  if (asked !== namespace) {
    throw refused(kind, invalid('spec.resourceAttributes.namespace', asked, 'must match metadata.namespace'));
  }
  return accessStatus(kind, spec, { access, caller: subjectOf(kind, spec) });
}

async function rulesStatus(spec: JsonObject, { access, caller }: ReviewContext): Promise<JsonObject> {
  const namespace = textOf(spec['namespace']);
  if (namespace === '') throw new StatusError(400, 'BadRequest', 'no namespace on request');
  const rules = await access.rulesOf(caller, namespace);
  return {
    resourceRules: rules.filter((rule) => rule.resources.length > 0).map(resourceRule),
    nonResourceRules: rules
      .filter((rule) => rule.nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames }: PolicyRule): JsonObject {
  return { verbs, apiGroups, resources, ...(resourceNames.length === 0 ? {} : { resourceNames }) };
}

async function tokenStatus(spec: JsonObject, { access }: ReviewContext): Promise<JsonObject> {
  const token = textOf(spec['token']);
  if (token === '') throw new StatusError(400, 'BadRequest', 'token is required for TokenReview in authentication');
  const asked = textsOf(spec['audiences']);
  const wanted = asked.length > 0 ? asked : [apiAudience];
  const bearer = await access.bearer(token);
  const audiences = wanted.filter((audience) => bearer?.audiences.includes(audience));
  if (bearer === undefined || audiences.length === 0) return { user: {}, error: 'invalid bearer token' };
  return { authenticated: true, user: userInfoOf(bearer.caller), ...(asked.length > 0 ? { audiences } : {}) };
}

function userInfoOf({ username, uid, groups, extra }: Caller): JsonObject {
  const extras = membersOf(extra ?? {});
  return {
    username,
    ...(uid === undefined ? {} : { uid }),
    groups,
    ...(extras.length === 0 ? {} : { extra: Object.fromEntries(extras) }),
  };
}

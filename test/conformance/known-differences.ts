/** Where the dev API server answers otherwise than kube-apiserver, and why that is so. */
export interface KnownDifference {
  readonly name: string;
  readonly why: string;
  /** Of this script alone. */
  readonly script?: string;
  /** Matches lines such as `[2] PUT /path: body.spec.size: 1 | 2`, ours first. */
  readonly line: RegExp;
  /** Goes away with another build of kube-apiserver: no script need meet it. */
  readonly ofBuild?: true;
}

const quotes = 'kube-apiserver quotes the body, or the insides of its own program; here the text names field and fault alone';
const theirs =
  'kube-apiserver itself answers as this server does: the control plane of the tests has built-in types of its own, which check less';
const unusual = 'a request that no client sends; neither server does harm';
const structs =
  'built-in types are Go structs there, which have members that nobody gave, or lack those that are empty; clients read both alike';
const definitionStatus = 'a definition is served at once here; there it is written twice more, by controllers, in the moments after';

/** All of them. One that no script meets any more fails the suite, unless it is of a build: it is to be taken out here. */
export const knownDifferences: readonly KnownDifference[] = [
  // Texts of refusals
  {
    name: 'uid conflict of an update',
    why: quotes,
    script: 'life of a widget',
    line: /^\[5\].*body\.message: "Operation cannot be .*Precondition failed: UID in precondition.*StorageError/u,
  },
  { name: 'bodies that are no objects', why: quotes, script: 'bodies of another kind', line: /^\[[146789]\].*body\.message: /u },
  {
    name: 'patches that are no patches',
    why: quotes,
    line: /body\.message: "error decoding (patch|YAML): .* \| "error decoding (patch|YAML): /u,
  },
  {
    name: 'patch quoted in a refusal',
    why: 'kube-apiserver quotes the whole object, which may be a Secret; here the text names field and fault alone',
    script: 'unknown fields in updates and patches',
    line: /(body\.message: ".* is invalid: patch|causes\[0\]\.message): "?Invalid value: \\?"\.\.\./u,
  },
  { name: 'continue token that is none', why: quotes, script: 'pages', line: /^\[11\].*body\.message: "invalid continue token/u },
  {
    name: 'wrong type in a built-in object',
    why: quotes,
    line: /body\.message: "(ConfigMap|Lease) in version .* in body must be of type .* \| .*: (json: cannot unmarshal|parsing time) /u,
  },
  {
    name: 'rules that do not compile',
    why: 'the text is that of the CEL compiler, and this is another',
    line: /^\[0\] POST .*customresourcedefinitions: body\.(message|details\.causes\[0\]\.message): ".*(compilation failed|cel expression)/u,
  },
  {
    name: 'versions of a definition in a refusal',
    why: quotes,
    line: /^\[0\] POST .*customresourcedefinitions: body\.(message|details\.causes).*Invalid value: must (have exactly one version|contain unique version)/u,
  },
  {
    name: 'object without a name',
    why: 'kube-apiserver says too that it has not run the rules',
    script: 'names',
    line: /^\[2\].*body\.(details\.causes|message): .*name or generateName is required.*\|.*some validation rules were not checked/u,
  },
  {
    name: 'duplicate fields that are unknown too',
    why: 'duplicates are told first, unknown fields once those are gone',
    script: 'duplicate fields',
    line: /^\[6\].*body\.message: .*duplicate field/u,
  },
  {
    name: 'group of an event in a refusal',
    why: 'kube-apiserver leaves it out, as it keeps all events under one type',
    script: 'events',
    line: /^\[10\].*body\.(details\.group: "events\.k8s\.io" \| nothing|message: "Event\.events\.k8s\.io .* \| "Event )/u,
  },

  // Paths
  {
    name: 'paths that are not served',
    why: 'a Status says more than a text, and clients make the same of both',
    line: /: (contentType: "application\/json" \| "text\/plain; charset=utf-8"|body: \{.*"reason":"NotFound".*\} \| "404 page not found\\n")$/u,
  },
  {
    name: 'index of all paths',
    why: 'a list for people, of no use to clients',
    script: 'paths that are not there',
    line: /^\[4\] GET \/nothing: (contentType|body): /u,
  },
  {
    name: 'update of a collection',
    why: unusual,
    script: 'paths that are not there',
    line: /^\[12\] PUT .*\/widgets: (status: 405 \| 400|body\.)/u,
  },
  { name: 'creation at the path of a name', why: unusual, script: 'bodies of another kind', line: /^\[12\] POST .*\/widgets\/a: /u },
  {
    name: 'unknown field of a version that is not served',
    why: 'both refuse it; there it is warned of too',
    script: 'bodies of another kind',
    line: /^\[3\].*: warnings: \[\] \| \["299 - \\"unknown field/u,
  },
  {
    name: 'update from a version that is no number',
    why: `${unusual}: 409 says to read again, 500 to try again`,
    script: 'life of a widget',
    line: /^\[7\] PUT .*widgets\/a: (status: 409 \| 500|body\.(code|details|message|reason): )/u,
  },
  {
    name: 'read from a version that is no number',
    why: unusual,
    line: /(^\[12\] GET .*\/widgets\/a|^\[0\] GET .*\/widgets\?watch=true&)\??resourceVersion=x: (status: (200|400) \| 500|body\.)/u,
  },
  {
    name: 'YAML answers',
    why: 'clients ask for JSON, and print YAML themselves',
    script: 'metadata alone',
    line: /^\[6\].*: (status: 406 \| 200|contentType: "application\/json" \| "application\/yaml"|body: "\[object Object\]" \| "apiVersion)/u,
  },

  // Go structs
  {
    name: 'empty lists of metadata, and tables without rows',
    why: 'a list that is empty rather than null: clients that go through it may stumble over null',
    line: /: body\.(items|rows): \[\] \| null$/u,
  },
  {
    name: 'members of events',
    why: structs,
    script: 'events',
    line: /: body\.(items\[0\]\.)?(eventTime|(deprecatedF|f)irstTimestamp|(deprecatedL|l)astTimestamp|(deprecatedS|s)ource|reporting(Component|Instance)): nothing \| (null|""|\{\})$/u,
  },
  {
    name: 'managers of members of structs',
    why: `${structs}; nobody owns them as such there`,
    line: /managedFields\[0\]\.fieldsV1\.f:(spec|source)(\.f:names)?\.\.: \{\} \| nothing$/u,
  },
  {
    name: 'empty members of a definition',
    why: structs,
    line: /customresourcedefinitions: body\.spec\.versions\[\d\]\.(deprecated: false|schema\.openAPIV3Schema\.\S+\.properties: \{\}) \| nothing$/u,
  },
  {
    name: 'time of a lease in another zone',
    why: 'it stays as it came, and is written in UTC there; it is the same time',
    script: 'leases',
    line: /^\[9\].*: body\.spec\.renewTime: "2026-01-01T00:00:00\.123456\+02:00" \| "a time with a fraction"$/u,
  },
  {
    name: 'descriptions of columns',
    why: "they are this server's own words, which no client prints",
    line: /columnDefinitions\[\d\]\.description: /u,
  },

  // Definitions
  {
    name: 'status of a new definition',
    why: definitionStatus,
    line: /^\[[02]\] POST .*customresourcedefinitions: body\.status\.(acceptedNames\.\w+: ".*" \| (""|nothing)|conditions: \[.* \| null)$/u,
  },
  {
    name: 'writes of the status of a definition',
    why: definitionStatus,
    script: 'life of a definition',
    line: /^\[(2\] GET .*: body\.metadata\.(managedFields|resourceVersion)|3\] POST .*: body\.metadata\.resourceVersion): /u,
  },
  {
    name: 'managers of the status of a definition',
    why: definitionStatus,
    script: 'tables',
    line: /^\[12\].*: body\.rows\[0\]\.object\.metadata\.managedFields: /u,
  },

  // The control plane of the tests
  {
    name: 'core resources in discovery',
    why: 'kube-apiserver itself answers as this server does: the control plane of the tests has other verbs, and no tokens',
    script: 'discovery',
    line: /^\[4\] GET \/api\/v1: body: /u,
    ofBuild: true,
  },
  {
    name: 'core resources in discovery at once',
    why: 'kube-apiserver itself answers as this server does: the control plane of the tests has other verbs, and no tokens',
    script: 'discovery at once',
    line: /^\[1\] GET \/api: body\[\d\]\.(responseKind\.version: "v1" \| ""|subresources(: \[.*TokenRequest.*\] \| nothing|\[\d\]\.(responseKind\.version: "v1" \| ""|verbs: \["update"\] \| \["get","patch","update"\])))$/u,
    ofBuild: true,
  },
  {
    name: 'tokens of service accounts',
    why: 'the control plane of the tests gives none; kube-apiserver does',
    script: 'service accounts',
    line: /^\[[234]\] POST .*\/token: (status: (201|422) \| 404|body)/u,
    ofBuild: true,
  },
  { name: 'role without verbs', why: theirs, script: 'a role without verbs', line: /^\[0\]/u, ofBuild: true },
  {
    name: 'binding of an unknown kind',
    why: theirs,
    script: 'a binding of an unknown kind in another group',
    line: /^\[0\]/u,
    ofBuild: true,
  },
  {
    name: 'keys that a secret lacks',
    why: theirs,
    script: 'secrets',
    line: /^\[8\].*: body\.(message|details\.causes): .*data\[password\].*data\[username\].* \| .*data\[username\]/u,
    ofBuild: true,
  },
  {
    name: 'review without attributes',
    why: theirs,
    script: 'reviews',
    line: /^\[1\].*selfsubjectaccessreviews: (status: 422 \| 400|body\.(code|details|message|reason): )/u,
    ofBuild: true,
  },
  { name: 'rights of others', why: 'RBAC is off here unless asked for', script: 'reviews', line: /^\[2\] POST .*: body: true \| false$/u },
];

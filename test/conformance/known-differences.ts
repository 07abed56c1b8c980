/** Where the dev API server answers otherwise than kube-apiserver, and why that is so. */
export interface KnownDifference {
  readonly name: string;
  readonly why: string;
  /** Of this script alone. */
  readonly script?: string;
  /** Matches lines such as `[2] PUT /path: body.spec.size: 1 | 2`, ours first. */
  readonly line: RegExp;
}

const goTexts = 'the text quotes the insides of a Go program, down to its types and storage keys';
const lenient = 'a request that no client sends; both refuse it or both do no harm';
const texts = 'the same refusal in other words';
const strictness = 'what is refused, or only warned of, differs in a corner';
const structs = 'a built-in type is a Go struct there, which has all its members, and here an object';

/** All of them. One that no script meets any more fails the suite: it is to be taken out here. */
export const knownDifferences: readonly KnownDifference[] = [
  // Texts
  { name: 'uid conflict of an update', why: goTexts, script: 'life of a widget', line: /^\[5\].*(message|details)/u },
  { name: 'version that is no number', why: lenient, line: /resourceVersion=x|^\[7\] PUT .*widgets\/a: (status: 409 \| 500|body\.)/u },
  { name: 'bodies that are no objects', why: goTexts, script: 'bodies of another kind', line: /^\[[146789]\].*message/u },
  { name: 'patches that are no patches', why: goTexts, line: /message: "error decoding (patch|YAML)/u },
  { name: 'patch quoted in a refusal', why: goTexts, script: 'unknown fields in updates and patches', line: /Invalid value: \\?"\.\.\./u },
  { name: 'continue token that is none', why: goTexts, script: 'pages', line: /invalid continue token/u },
  {
    name: 'rules that do not compile',
    why: 'the text is that of the CEL compiler, and this is another',
    line: /(compilation failed|cel expression)/u,
  },
  { name: 'definition quoted in a refusal', why: goTexts, line: /spec\.versions: Invalid value|spec\.scope: Required|specReplicasPath/u },
  { name: 'path of what is too long', why: goTexts, script: 'config maps', line: /Too long/u },
  { name: 'descriptions of columns', why: "they are this server's own words", line: /columnDefinitions\[\d\]\.description/u },
  { name: 'index of all paths', why: 'of no use to clients', script: 'paths that are not there', line: /^\[4\]/u },
  {
    name: 'paths that are not served',
    why: 'a Status says more than a text, and clients read both',
    line: /404 page not found|contentType: "application\/json" \| "text\/plain/u,
  },
  { name: 'resources in the order of discovery', why: 'the order says nothing', line: /GET \/api(\/v1)?: body/u },
  { name: 'name that is missing, or too long', why: texts, script: 'names', line: /^\[[256]\]/u },
  {
    name: 'version after an apply of something empty',
    why: 'empty lists and maps of metadata are stored until the next write there, which is one even if it changes nothing',
    line: /parcel-(8|305|450|494|606|746|771|904|972|1032|1117|1165)(\/status)?(\?\S*)?: body\.metadata\.resourceVersion/u,
  },
  {
    name: 'path of a null in an applied status',
    why: texts,
    script: 'managers of parcel-599',
    line: /parcel-599\/status\S*: body\.(message|details\.causes\[0\]\.message): .*counts in body must be of type object/u,
  },
  {
    name: 'versions after an object that went',
    why: 'as the one that ended the object has one of its own here, later ones rank higher',
    script: 'finalizers',
    line: /^\[(8|10)\].*metadata\.resourceVersion/u,
  },
  { name: 'unknown field of a version that is not served', why: strictness, script: 'bodies of another kind', line: /^\[3\]/u },
  {
    name: 'creation at the path of a name',
    why: 'a path of no use, which the real server takes for that of the collection',
    script: 'bodies of another kind',
    line: /^\[12\]/u,
  },
  {
    name: 'new finalizer of an object that goes',
    why: 'told once here, twice there',
    script: 'finalizers',
    line: /^\[3\].*(causes|message)/u,
  },
  { name: 'creation of what still goes', why: texts, script: 'finalizers', line: /^\[5\].*message/u },
  {
    name: 'version of an object that went',
    why: 'the answer to the write that ends an object has a version of its own here, that of the last write there',
    script: 'finalizers',
    line: /^\[6\].*metadata\.resourceVersion/u,
  },
  { name: 'owner references that are not right', why: strictness, script: 'owner references', line: /^\[[234]\]/u },
  { name: 'methods that a path has not', why: strictness, script: 'paths that are not there', line: /^\[(5|7|12)\]/u },
  { name: 'path of a wrong status', why: texts, script: 'status by put', line: /^\[5\]/u },
  { name: 'managers of a scale', why: 'the entry of a scale has a time here', script: 'scale', line: /^\[4\]/u },
  { name: 'scale without replicas', why: '0 here, an error there', script: 'scale', line: /^\[8\]/u },
  {
    name: 'deleted collections',
    why: 'the answer shows objects as deleted here, as they were before there',
    script: 'deletion of collections',
    line: /^\[\d+\].*(resourceVersion|generation|deletion)/u,
  },
  { name: 'empty lists of built-in types', why: structs, line: /body\.(items|rows): \[\] \| null/u },
  { name: 'items of lists of built-in types', why: structs, line: /items\[\d+\]\.(apiVersion|kind): ".*" \| nothing/u },
  { name: 'YAML answers', why: 'JSON is what clients ask for', script: 'metadata alone', line: /^\[6\]/u },
  { name: 'labels with a bad name', why: texts, script: 'json patches', line: /^\[9\]/u },
  { name: 'uid in a merge patch', why: 'a 409 here, an immutable field there', script: 'merge patches', line: /^\[5\]/u },
  { name: 'other kind applied', why: texts, script: 'applying what is not right', line: /^\[3\]/u },
  { name: 'namespace in a refused apply', why: texts, line: /failed to create typed patch object/u },
  { name: 'last-applied annotation after an apply', why: texts, script: 'from client-side to server-side apply', line: /last-applied/u },
  { name: 'duplicate fields that are unknown too', why: texts, script: 'duplicate fields', line: /^\[6\]/u },
  { name: 'kind of a refused patch', why: texts, script: 'unknown fields in updates and patches', line: /details\./u },
  { name: 'wrong type in a config map', why: texts, script: 'config maps', line: /^\[3\]/u },
  { name: 'null in a config map', why: 'an empty text there, nothing here', script: 'config maps', line: /^\[4\]/u },
  { name: 'managers of structs', why: structs, line: /f:(spec|names|source)\.(\.|f:names\.\.): \{\} \| nothing/u },
  {
    name: 'status of a new definition',
    why: 'names are accepted at once here, and in a moment there',
    line: /customresourcedefinitions.*(acceptedNames|conditions|managedFields|deprecated|resourceVersion|storedVersions|properties: \{\} \| nothing)/u,
  },
  {
    name: 'objects after a definition',
    why: 'the status of a definition is written there once more',
    script: 'life of a definition',
    line: /^\[\d\].*resourceVersion/u,
  },
  { name: 'immutable group of a definition', why: texts, script: 'life of a definition', line: /^\[7\]/u },
  { name: 'causes of a refused definition', why: texts, script: 'a definition with a reference', line: /^\[0\]/u },
  {
    name: 'unrecognized format',
    why: 'open: there is a warning',
    script: 'a definition with an unknown format',
    line: /^\[0\] .*warnings/u,
  },
  { name: 'scope that is missing', why: texts, script: 'a definition without a scope', line: /^\[0\]/u },
  { name: 'versions that are missing', why: texts, script: 'a definition without versions', line: /^\[0\]/u },
  { name: 'versions that are stored twice', why: texts, script: 'a definition with two versions that are stored', line: /^\[0\]/u },
  { name: 'versions twice', why: texts, script: 'a definition with a version twice', line: /^\[0\]/u },
  {
    name: 'warning of a deprecated version',
    why: 'open: the warning names the version to use',
    script: 'a definition of two versions',
    line: /warnings/u,
  },
  {
    name: 'namespace of an object that has none',
    why: 'refused here, dropped there',
    script: 'a definition without a namespace',
    line: /^\[3\]/u,
  },
  {
    name: "managers of a namespace's finalizers",
    why: "what the server sets is nobody's there",
    line: /f:spec: \{".":\{\},"f:finalizers":\{\}\} \| nothing/u,
  },
  { name: 'names of namespaces', why: texts, script: 'namespaces', line: /^\[[23]\]/u },
  { name: 'namespace of a namespace', why: 'refused here, dropped there', script: 'namespaces', line: /^\[4\]/u },
  { name: 'versions after that', why: 'the one above counts', script: 'namespaces', line: /resourceVersion|uid/u },
  { name: 'secrets that lack something', why: texts, script: 'secrets', line: /^\[[78]\]/u },
  { name: 'members of events', why: structs, script: 'events', line: /nothing \| (null|""|\{\})/u },
  { name: 'causes of a refused event', why: texts, script: 'events', line: /^\[10\]/u },
  { name: 'times of leases', why: strictness, script: 'leases', line: /^\[[56]\]/u },
  {
    name: 'tokens of service accounts',
    why: 'the control plane of the tests gives none in this way',
    script: 'service accounts',
    line: /^\[[234]\]/u,
  },
  { name: 'roles and bindings that lack something', why: strictness, script: 'roles and bindings', line: /^\[[1-7]\]/u },
  { name: 'review without attributes', why: texts, script: 'reviews', line: /^\[1\]/u },
  { name: 'rights of others', why: 'RBAC is off here unless asked for', script: 'reviews', line: /^\[2\]/u },
  { name: 'managers of a definition', why: structs, script: 'tables', line: /^\[12\].*managedFields/u },
];

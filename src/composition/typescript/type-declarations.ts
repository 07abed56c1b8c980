import type { JsonObject } from '../../base/json.ts';
import { inComment, memberTypes } from './schema-type.ts';

/** A kind and its whole OpenAPI schema: `spec` and `status` are taken from it, metadata is the same for all. */
export interface DeclaredKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly schema: JsonObject;
}

/** What every program can use, whatever its kinds. */
const common = `export interface Metadata {
  name?: string;
  namespace?: string;
  labels?: { [name: string]: string };
  annotations?: { [name: string]: string };
}

/** An object as it is in the cluster. */
type Observed<T> = Frozen<Omit<T, 'metadata'> & { metadata: Required<Metadata> & { uid: string; creationTimestamp: string; generation: number } }>;
type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** An object of Kubernetes' own groups, which is not described here. */
export interface KubernetesObject {
  apiVersion: 'v1' | \`\${'apps' | 'autoscaling' | 'batch' | 'policy'}/v\${string}\` | \`\${string}.k8s.io/v\${string}\`;
  kind: string;
  metadata?: Metadata;
  [name: string]: unknown;
}

/** Connection details: values are base64, see \`base64.encode\`. */
export interface ConnectionDetails {
  [name: string]: string;
}

/** A resource that the composite becomes: the object itself, or the object and what is known of it. \`undefined\`: not wanted. */
export type Wanted = Resource | { resource: Resource; ready?: boolean; connectionDetails?: ConnectionDetails } | undefined;

/** Resources by their keys. */
export interface Resources {
  [key: string]: Wanted;
}

export type Target = 'composite' | 'compositeAndClaim';

/** Resources, and what is to be said of the composite. */
export interface Output {
  resources: Resources;
  /** Merged into the status of the composite. */
  status?: Partial<NonNullable<Composite['status']>>;
  connectionDetails?: ConnectionDetails;
  conditions?: Array<{ type: string; status: 'True' | 'False' | 'Unknown'; reason: string; message?: string; target?: Target }>;
  /** \`fatal\` ends the pipeline: nothing is changed. */
  results?: Array<{ severity: 'fatal' | 'warning' | 'normal'; message: string; reason?: string; target?: Target }>;
}

/**
 * What a program is given; all of it is frozen. A program names the type of its result, so that unknown fields are found:
 * \`export default ({ composite }: Input): Resources => ({ ... })\`, or \`: Output\`. It may also say what its values and children are:
 * \`Input<{ region: string }, { vpc: VPC }>\`.
 */
export interface Input<Values = unknown, Children = { [key: string]: Resource }> {
  readonly composite: Observed<Composite>;
  /** The children that exist, by their keys. */
  readonly observed: { readonly [K in keyof Children]?: { resource: Observed<Children[K]>; connectionDetails: Frozen<ConnectionDetails> } };
  readonly environment: { readonly [name: string]: unknown };
  /** What the composition says as \`spec.values\`. */
  readonly values: Values;
}

declare global {
  /** Texts in base64, as UTF-8. */
  const base64: { encode(text: string): string; decode(encoded: string): string };
}
`;

const anyComposite = `/** Its kind is not known here. */
export interface Composite {
  apiVersion: string;
  kind: string;
  metadata?: Metadata;
  spec: { [name: string]: any };
  status?: { [name: string]: any };
}
`;

/**
 * The text of a `.d.ts` file for the authors of programs: the composite (absent: anything), the kinds that it can be made of, and the types of
 * a program. Kinds of the same name are told apart by their group.
 */
export function typeDeclarations(composite: DeclaredKind | undefined, kinds: readonly DeclaredKind[]): string {
  const names = uniqueNames(kinds);
  const described = kinds.map((kind, index) => declaration(names[index] ?? kind.kind, kind));
  return [
    '// Types for programs of function-typescript. Written by `evenkeel types`.\n',
    composite === undefined ? anyComposite : declaration('Composite', composite),
    ...described,
    `/** Everything that a resource can be. */\nexport type Resource = ${[...names, 'KubernetesObject'].join(' | ')};\n`,
    common,
  ].join('\n');
}

function declaration(name: string, { group, version, kind, schema }: DeclaredKind): string {
  const comment = typeof schema['description'] === 'string' ? `/** ${inComment(schema['description'])} */\n` : '';
  return `${comment}export interface ${name} {
  apiVersion: '${group}/${version}';
  kind: '${kind}';
  metadata?: Metadata;
${memberTypes(schema, ['spec', 'status'], '  ')}}
`;
}

/** Names that a program can't give its own meaning. */
const taken = new Set([
  'Composite',
  'Resource',
  'Resources',
  'Wanted',
  'Metadata',
  'Input',
  'Output',
  'Target',
  'ConnectionDetails',
  'KubernetesObject',
]);

function uniqueNames(kinds: readonly DeclaredKind[]): readonly string[] {
  return kinds.map(({ group, kind }) => {
    const isAlone = !taken.has(kind) && kinds.filter((one) => one.kind === kind).length === 1;
    if (isAlone) return kind;
    const prefix = group
      .split(/[.-]/)
      .slice(0, 2)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1));
    return `${prefix.join('')}${kind}`;
  });
}

import { isObject, type JsonObject } from '../../base/json.ts';
import { parseComposition, type Composition, type CompositionStep } from '../../composition/api/composition.ts';
import { InvalidObject } from '../../composition/api/invalid-object.ts';
import type { PipelineFunction } from '../../composition/function/pipeline-function.ts';
import { patchedPaths, type PatchedPaths } from '../../composition/patch-and-transform/patched-paths.ts';
import { inputProblems } from '../../composition/revision/input-problems.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import { missingField } from './schema-path.ts';
import type { SchemaSet } from './schema-set.ts';

const patchFunction = 'function-patch-and-transform';

/** What is wrong with a composition beyond its own schema: inputs of built-in functions, and patches to or from fields that do not exist. */
export function compositionProblems(
  object: KubernetesObject,
  schemas: SchemaSet,
  builtin: Readonly<Record<string, PipelineFunction>>,
): readonly string[] {
  const composition = parsed(object);
  if (typeof composition === 'string') return [composition];
  const problems = inputProblems(composition, (name) => {
    const found = builtin[name];
    return found?.checkInput?.bind(found);
  });
  return [
    ...unknownKind(composition, schemas),
    ...problems,
    ...composition.pipeline.flatMap((step, index) => stepProblems(composition, step, { index, schemas })),
  ];
}

function parsed(object: KubernetesObject): Composition | string {
  try {
    return parseComposition(object);
  } catch (error) {
    if (error instanceof InvalidObject) return error.message;
    throw error;
  }
}

function unknownKind({ compositeType: { apiVersion, kind } }: Composition, schemas: SchemaSet): readonly string[] {
  if (schemas.of(apiVersion, kind) !== undefined) return [];
  return [`spec.compositeTypeRef: no definition of ${apiVersion} ${kind} is among the files: give it with --schemas`];
}

interface StepPlace {
  readonly index: number;
  readonly schemas: SchemaSet;
}

function stepProblems(
  { compositeType }: Composition,
  { functionName, input }: CompositionStep,
  { index, schemas }: StepPlace,
): readonly string[] {
  if (functionName !== patchFunction || input === undefined) return [];
  const composite = schemas.of(compositeType.apiVersion, compositeType.kind)?.schema;
  return patchedPaths(input).flatMap((patch) => patchProblems(patch, { composite, child: childSchema(patch, schemas) }, index));
}

interface Sides {
  readonly composite: JsonObject | undefined;
  readonly child: JsonObject | undefined;
}

function childSchema({ resource }: PatchedPaths, schemas: SchemaSet): JsonObject | undefined {
  const base = resource?.base;
  return base === undefined ? undefined : schemas.of(String(base['apiVersion']), String(base['kind']))?.schema;
}

function patchProblems(patch: PatchedPaths, sides: Sides, index: number): readonly string[] {
  const { from, to } = patch.direction;
  const read = patch.from.flatMap((path) => fieldProblem('reads', sideOf(from, sides), path));
  const written = fieldProblem('writes', sideOf(to, sides), patch.to);
  return [...read, ...written].map((problem) => `spec.pipeline[${index}].input.${patch.at}: ${problem}`);
}

/** undefined: no schema is known for it. */
function sideOf(
  side: PatchedPaths['direction']['from'] | PatchedPaths['direction']['to'],
  { composite, child }: Sides,
): { readonly name: string; readonly schema: JsonObject } | undefined {
  const isComposite = side.endsWith('Composite');
  const schema = isComposite ? composite : side.endsWith('Child') ? child : undefined;
  return schema === undefined ? undefined : { name: isComposite ? 'the composite' : 'the resource', schema };
}

function fieldProblem(
  verb: 'reads' | 'writes',
  side: { readonly name: string; readonly schema: JsonObject } | undefined,
  path: PatchedPaths['to'],
): readonly string[] {
  const [first] = path;
  // Metadata is the API server's own, and the same for all kinds.
  if (side === undefined || (first?.kind === 'field' && ['metadata', 'apiVersion', 'kind'].includes(first.field))) return [];
  const missing = missingField(withStatus(side.schema), path);
  if (missing === undefined) return [];
  const hint = missing.suggestion === undefined ? '' : `: did you mean ${missing.suggestion}?`;
  return [`${verb} ${missing.path} of ${side.name}, which its schema does not have${hint}`];
}

/** A schema that says nothing of status takes anything there. */
function withStatus(schema: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isObject(properties) || Object.hasOwn(properties, 'status')) return schema;
  return { ...schema, properties: { ...properties, status: { 'x-kubernetes-preserve-unknown-fields': true } } } as unknown as JsonObject;
}

import { parseDefinition } from '../../composition/api/definition.ts';
import { parseFunction } from '../../composition/api/function-config.ts';
import { InvalidObject } from '../../composition/api/invalid-object.ts';
import { compositeCrd } from '../../composition/definition/composite-crd.ts';
import { compositionGroup } from '../../composition/api/resource-types.ts';
import type { PipelineFunction } from '../../composition/function/pipeline-function.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { FileObject } from '../read-manifests.ts';
import { compositionProblems } from './check-composition.ts';
import { asRead, type SchemaSet } from './schema-set.ts';

/** What was found about one object. */
export interface ObjectFinding {
  readonly file: string;
  readonly line: number;
  readonly object: string;
  /** `invalid`: it would be refused or could not work. `unknown`: nothing here knows its kind, and it was not checked. */
  readonly level: 'invalid' | 'unknown';
  readonly message: string;
}

/** Everything that is wrong with an object of a file; an empty list: nothing. */
export function objectFindings(
  { file, line, object }: FileObject,
  schemas: SchemaSet,
  builtin: Readonly<Record<string, PipelineFunction>>,
): readonly ObjectFinding[] {
  const { apiVersion, kind } = object;
  const place = { file, line, object: `${kind} ${String(object.metadata['name'] ?? object.metadata['generateName'] ?? '')}` };
  const known = schemas.of(apiVersion, kind);
  if (known === undefined) {
    const message = `no schema of ${apiVersion} ${kind} is known: give its CRD or definition with --schemas`;
    return [{ ...place, level: 'unknown', message }];
  }
  const shape = known.check(object);
  // What reads the object further takes it that its shape is right.
  const problems = shape.length > 0 ? shape : furtherProblems(asRead(object), schemas, builtin);
  return problems.map((message) => ({ ...place, level: 'invalid', message }));
}

function furtherProblems(
  object: KubernetesObject,
  schemas: SchemaSet,
  builtin: Readonly<Record<string, PipelineFunction>>,
): readonly string[] {
  if (object.apiVersion !== `${compositionGroup}/v1`) return [];
  if (object.kind === 'Composition') return compositionProblems(object, schemas, builtin);
  try {
    if (object.kind === 'CompositeResourceDefinition') compositeCrd(parseDefinition(object));
    if (object.kind === 'Function') parseFunction(object);
    return [];
  } catch (error) {
    if (error instanceof InvalidObject) return [error.message];
    throw error;
  }
}

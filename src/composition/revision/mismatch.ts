import type { CompositionContent } from '../api/composition.ts';
import type { Definition } from '../api/definition.ts';

/** Why composites can't use something, in a word and in a sentence. */
export interface Problem {
  readonly reason: string;
  readonly message: string;
}

/** Is the composition, or revision, for composites of this definition? */
export function isFor({ compositeType }: CompositionContent, definition: Definition): boolean {
  return compositeType.apiVersion === `${definition.group}/${definition.version}` && compositeType.kind === definition.names.kind;
}

/** Why no definition goes with the composition; undefined: one does. */
export function mismatch(content: CompositionContent, definitions: readonly Definition[]): Problem | undefined {
  if (definitions.some((definition) => isFor(content, definition))) return undefined;
  const { apiVersion, kind } = content.compositeType;
  const group = apiVersion.split('/', 1)[0];
  const near = definitions.find((definition) => definition.group === group && definition.names.kind === kind);
  if (near === undefined) {
    const message = `spec.compositeTypeRef: no definition defines ${apiVersion} ${kind}; it is used as soon as one does`;
    return { reason: 'DefinitionNotFound', message };
  }
  const message = `spec.compositeTypeRef.apiVersion is ${apiVersion}, and the referenceable version of ${near.name} is ${near.version}: make a composition for that one`;
  return { reason: 'VersionNotReferenceable', message };
}

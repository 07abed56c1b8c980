import type { Fields, KindSchema, ReferenceSchema } from './kind-schema.ts';

/** A forProvider (or initProvider) field that may be given by reference. */
export interface ReferenceField {
  /** Path of the field below forProvider; `[*]` stands for every item of a list of objects: `vpcId`, `route[*].gatewayId`. */
  readonly path: string;
  /** The field's own name, last part of `path`. The two below are its siblings. */
  readonly field: string;
  /** `vpcIdRef`, `subnetIdRefs` */
  readonly refField: string;
  /** `vpcIdSelector`, `subnetIdSelector` */
  readonly selectorField: string;
  /** The field is a list: refField holds a list, and the selector takes all that match. */
  readonly many: boolean;
  readonly schema: ReferenceSchema;
}

/** `subnetIds` → `subnetId`, `policies` → `policy`: the stem of a list's reference fields. */
function singular(name: string): string {
  return name.endsWith('ies') ? `${name.slice(0, -3)}y` : name.replace(/s$/, '');
}

/** Names of the two fields that stand beside a referencable field, as users of the Crossplane provider write them. */
export function referenceFieldNames(name: string, many: boolean): { readonly ref: string; readonly selector: string } {
  return many
    ? { ref: `${singular(name)}Refs`, selector: `${singular(name)}Selector` }
    : { ref: `${name}Ref`, selector: `${name}Selector` };
}

/** Every field of a kind that can be given by reference, at any depth, those whose target is not in this release left out. */
export function referencesOf(schema: KindSchema): readonly ReferenceField[] {
  return referencesIn(schema.forProvider, '');
}

function referencesIn(fields: Fields, prefix: string): readonly ReferenceField[] {
  return Object.entries(fields).flatMap(([field, schema]) => {
    const path = `${prefix}${field}`;
    const nested = schema.fields === undefined ? [] : referencesIn(schema.fields, schema.type === 'objects' ? `${path}[*].` : `${path}.`);
    const { reference } = schema;
    if (reference === undefined || reference.unsupported === true || schema.unsupported !== undefined) return nested;
    const many = schema.type === 'strings';
    const { ref, selector } = referenceFieldNames(field, many);
    return [{ path, field, refField: ref, selectorField: selector, many, schema: reference }, ...nested];
  });
}

import { type CustomResourceDefinition, customResourceDefinition, objectSchema } from './crd/custom-resource-definition.ts';
import { type CelRule, validations } from './crd/open-api.ts';
import { printerColumns } from './crd/printer-columns.ts';
import { specSchema } from './crd/spec-schema.ts';
import { statusSchema } from './crd/status-schema.ts';
import type { KindSchema } from './kind-schema.ts';

/** The CRD of a managed kind: its own fields within what all kinds share. Pure; equal schemas give equal CRDs. */
export function buildCrd(schema: KindSchema): CustomResourceDefinition {
  const { kind, description } = schema;
  return customResourceDefinition({
    ...schema,
    scope: 'Namespaced',
    categories: ['managed', providerOf(schema.group), 'evenkeel'],
    schemaVersion: schema.schemaVersion ?? 1,
    columns: printerColumns(schema),
    schema: objectSchema(kind, description, {
      properties: { spec: specSchema(schema), status: statusSchema(schema) },
      ...validations(nameRules(schema)),
    }),
  });
}

/** `aws` of `ec2.aws.evenkeel.dev` */
function providerOf(group: string): string {
  return group.split('.')[1] ?? group;
}

/**
 * Where the external name is a name and defaults to metadata.name, that must be one AWS takes. A rule of a CRD sees no
 * annotations, so this holds for objects with an external-name annotation too; what the annotation says is checked by the
 * admission policy in `deploy/admission`, and by the controller.
 */
function nameRules({ kind, externalName, forProvider }: KindSchema): readonly CelRule[] {
  const { from, pattern, maxLength = 253 } = externalName;
  if (from !== 'name' || pattern === undefined) return [];
  const fits = `size(self.metadata.name) <= ${maxLength} && self.metadata.name.matches('${pattern}')`;
  return [
    {
      rule: 'identifier' in forProvider ? `has(self.spec.forProvider.identifier) || (${fits})` : fits,
      message: `metadata.name must be a name that AWS takes for the ${kind}, since it is the default of the external name: at most ${maxLength} characters, ${pattern}`,
    },
  ];
}

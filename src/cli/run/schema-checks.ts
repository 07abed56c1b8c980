import type { JsonObject } from '../../base/json.ts';
import type { SchemaChecks } from '../../composition/controller/type-registry.ts';
import { builtinResources } from '../../devcluster/builtin/builtin-resources.ts';
import { compileSchema } from '../../devcluster/schema/compile-schema.ts';
import type { ServedResource } from '../../devcluster/api/served-resource.ts';

/** Holds objects against schemas as the dev API server does: unknown fields, types, bounds and CEL rules. A schema costs nothing before its first use. */
export function createSchemaChecks(): SchemaChecks {
  let builtin: ReadonlyMap<string, ServedResource> | undefined;
  return {
    custom: (schema) => checkOf(schema, true),
    builtin: ({ group, version, kind }) => {
      builtin ??= new Map(builtinResources().map((resource) => [`${resource.group}/${resource.version}/${resource.kind}`, resource]));
      const resource = builtin.get(`${group}/${version}/${kind}`);
      return resource === undefined ? undefined : checkOf(resource.schema, resource.custom);
    },
  };
}

function checkOf(schema: JsonObject, custom: boolean): (object: JsonObject) => readonly string[] {
  const compiled = compileSchema(schema, { custom });
  return (given) => {
    const { object, unknown } = compiled.prepare(given);
    const causes = compiled
      .validate(object)
      .map(({ field, message }) => (field === undefined || field === '' ? message : `${field}: ${message}`));
    return [...unknown.map((path) => `${path}: there is no such field`), ...causes];
  };
}

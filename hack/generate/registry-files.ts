import type { KindFile } from './kind-files.ts';
import type { OutputFile } from './output-file.ts';
import { codeNotice } from './type-files.ts';

/** The lists of kinds: their schemas, and those that are implemented. */
export function registryFiles(kinds: readonly KindFile[]): readonly OutputFile[] {
  return [
    { path: 'src/aws/generated/kind-schemas.ts', content: schemaRegistry(kinds) },
    { path: 'src/aws/generated/kinds.ts', content: kindRegistry(kinds.filter(({ implemented }) => implemented)) },
  ];
}

/** `ec2Vpc`: unique over services, whose kinds may share names. */
function localName({ service }: KindFile, name: string): string {
  return `${service}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function schemaRegistry(kinds: readonly KindFile[]): string {
  const imports = kinds.map((kind) => {
    const local = localName(kind, kind.schemaExport);
    return `import { ${kind.schemaExport} as ${local} } from '../${kind.service}/${kind.name}.schema.ts';`;
  });
  const names = kinds.map((kind) => localName(kind, kind.schemaExport));
  return registry({
    imports: [...imports, "import type { KindSchema } from '../../engine/schema/kind-schema.ts';"],
    comment: 'The schema of every kind.',
    declaration: 'kindSchemas: readonly KindSchema[]',
    names,
  });
}

function kindRegistry(kinds: readonly KindFile[]): string {
  const imports = kinds.map(
    (kind) => `import { ${kind.kindExport} as ${localName(kind, kind.kindExport)} } from '../${kind.service}/${kind.name}.ts';`,
  );
  return registry({
    imports: [...imports, "import type { AwsKind } from '../aws-kind.ts';"],
    comment: 'Every kind that the AWS provider handles.',
    declaration: 'awsKinds: readonly AwsKind[]',
    names: kinds.map((kind) => localName(kind, kind.kindExport)),
  });
}

interface Registry {
  readonly imports: readonly string[];
  readonly comment: string;
  readonly declaration: string;
  readonly names: readonly string[];
}

function registry({ imports, comment, declaration, names }: Registry): string {
  const list = names.map((name) => `  ${name},\n`).join('');
  return `${codeNotice}${imports.join('\n')}\n\n/** ${comment} */\n// prettier-ignore\nexport const ${declaration} = [\n${list}];\n`;
}

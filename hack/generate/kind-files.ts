import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { KindSchema } from '../../src/engine/schema/kind-schema.ts';

/** A kind as it is found by listing: `src/aws/ec2/internet-gateway.schema.ts` and the kind file beside it. */
export interface KindFile {
  /** `ec2` */
  readonly service: string;
  /** `internet-gateway` */
  readonly name: string;
  /** Export of the kind file: `internetGateway`. */
  readonly kindExport: string;
  /** Export of the schema file: `internetGatewaySchema`. */
  readonly schemaExport: string;
  /** Whether the kind file is there. */
  readonly implemented: boolean;
  readonly schema: KindSchema;
}

const suffix = '.schema.ts';

/** All kinds of the AWS provider in the order of their names. Adding a file adds a kind. */
export async function kindFiles(root: string): Promise<readonly KindFile[]> {
  const services = await folders(join(root, 'src/aws'));
  const perService = await Promise.all(services.map((service) => kindsOf(root, service)));
  return perService.flat();
}

async function folders(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
}

async function kindsOf(root: string, service: string): Promise<readonly KindFile[]> {
  const folder = join(root, 'src/aws', service);
  const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).toSorted();
  return Promise.all(names.map((name) => readKind(folder, service, name.slice(0, -suffix.length))));
}

async function readKind(folder: string, service: string, name: string): Promise<KindFile> {
  const kindExport = name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  const schemaExport = `${kindExport}Schema`;
  const path = join(folder, `${name}${suffix}`);
  const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, KindSchema | undefined>>;
  const schema = module[schemaExport];
  if (schema === undefined) throw new Error(`${path} must export ${schemaExport}`);
  return { service, name, kindExport, schemaExport, implemented: existsSync(join(folder, `${name}.ts`)), schema };
}

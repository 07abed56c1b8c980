import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { providerConfigCrds } from '../../src/aws/provider-config/provider-config-crds.ts';
import { compositionCrds } from '../../src/composition/api/crd/composition-crds.ts';
import { configPage } from './config-page.ts';
import type { KindFile } from './kind-files.ts';
import { kindPage } from './kind-page.ts';
import { kindsPage, pageName } from './kinds-page.ts';
import type { OutputFile } from './output-file.ts';

/** A page for each kind with its example from `examples/`, and the index. Rejects where a kind has no example. */
export async function docFiles(root: string, kinds: readonly KindFile[]): Promise<readonly OutputFile[]> {
  const pages = await Promise.all(kinds.map((kind) => pageOf(root, kind)));
  const config = await readFile(join(root, 'examples/provider-config/secret.yaml'), 'utf8');
  const files = ['definition', 'composition', 'network'].map((name) => join(root, 'examples/compositions/private-network', `${name}.yaml`));
  const composition = (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('---\n');
  return [
    ...pages,
    { path: 'docs/kinds/provider-config.md', content: configPage(providerConfigCrds, { ...providerConfigText, example: config }) },
    { path: 'docs/kinds/compositions.md', content: configPage(compositionCrds, { ...compositionText, example: composition }) },
    { path: 'docs/kinds.md', content: kindsPage(kinds) },
  ];
}

const providerConfigText = {
  title: 'ProviderConfig and ClusterProviderConfig',
  introduction: 'Which AWS account objects are made in, with whose credentials.',
  more: 'More examples: `examples/provider-config`.',
};

const compositionText = {
  title: 'Definitions and compositions',
  introduction: 'Kinds of your own, and what their objects become.',
  more: 'What they do, and which composition an object gets: [kinds of your own](../definitions.md).',
};

async function pageOf(root: string, kind: KindFile): Promise<OutputFile> {
  const example = await readFile(join(root, 'examples', kind.service, `${kind.name}.yaml`), 'utf8');
  return { path: `docs/kinds/${pageName(kind)}`, content: kindPage(kind.schema, example) };
}

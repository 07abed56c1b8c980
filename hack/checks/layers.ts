import { findingAt } from './finding.ts';
import type { Finding } from './finding.ts';
import { importedPath } from './import-graph.ts';
import type { Import, SourceFile } from './source-file.ts';

/** For each folder of `src/` the folders that it may import, itself aside: dependencies run downwards. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: [],
  kubernetes: ['base'],
  engine: ['kubernetes', 'base'],
  aws: ['engine', 'kubernetes', 'base'],
  composition: ['aws', 'engine', 'kubernetes', 'base'],
  devcluster: ['kubernetes', 'base'],
  simulator: ['base'],
  cli: ['composition', 'devcluster', 'simulator', 'aws', 'engine', 'kubernetes', 'base'],
};

/** Packages that only some folders may import; values are folders of `src/`, or folders in them. */
const restricted: readonly { readonly pattern: RegExp; readonly folders: readonly string[] }[] = [
  { pattern: /^(@aws-sdk|@smithy)\//, folders: ['aws', 'simulator', 'cli'] },
  { pattern: /^(@kubernetes\/client-node|undici)$/, folders: ['kubernetes', 'cli'] },
  { pattern: /^(quickjs-emscripten-core|@jitl\/quickjs-)/, folders: ['composition/typescript'] },
  { pattern: /^@connectrpc\/connect(\/|$)/, folders: ['composition/remote', 'cli'] },
  { pattern: /^@bufbuild\/protobuf(\/|$)/, folders: ['composition/remote', 'devcluster'] },
  // It opens connections.
  { pattern: /^@connectrpc\/connect-node$/, folders: ['cli'] },
  { pattern: /^node:(http|https|http2|net|tls|dgram)$/, folders: ['kubernetes', 'aws', 'devcluster', 'simulator', 'cli'] },
];

/**
 * Imports of files below `src/` that run upwards or out of it, of packages where they do not belong, and of
 * anything but types by generated type files.
 */
export function findLayerBreaks(files: readonly SourceFile[]): readonly Finding[] {
  return files
    .filter((file) => file.path.startsWith('src/'))
    .flatMap((file) =>
      file.imports.flatMap((imported) => {
        const message = problemOf(file, imported);
        return message === undefined ? [] : [findingAt(file, imported.offset, message)];
      }),
    );
}

function problemOf(file: SourceFile, imported: Import): string | undefined {
  const path = importedPath(file, imported);
  const folder = folderOf(file.path);
  if (path === undefined) return packageProblem(file.path, imported.specifier);
  if (!path.startsWith('src/')) return `src/ may not import ${path}`;
  if (isGeneratedType(file.path) && !imported.typeOnly) return `a generated type file imports nothing but types, not ${path}`;
  const target = folderOf(path);
  if (target === folder) return undefined;
  const below = allowed[folder];
  if (below === undefined) return `hack/checks/layers.ts does not know the folder src/${folder}`;
  return below.includes(target) ? undefined : `src/${folder} may not import src/${target}: dependencies run downwards`;
}

function packageProblem(path: string, specifier: string): string | undefined {
  const rule = restricted.find(({ pattern }) => pattern.test(specifier));
  const isAllowed = rule === undefined || rule.folders.some((folder) => path.startsWith(`src/${folder}/`));
  return isAllowed ? undefined : `${path.slice(0, path.lastIndexOf('/'))} may not import ${specifier}`;
}

function folderOf(path: string): string {
  return path.split('/')[1] ?? '';
}

/** Types that the generator wrote; its lists of kinds and schemas (`kinds.ts`) bring the kinds together and are no leaves. */
function isGeneratedType(path: string): boolean {
  return /\/generated\/(?!kinds\.ts|kind-schemas\.ts)/.test(path);
}

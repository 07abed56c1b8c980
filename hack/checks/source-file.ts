import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Program } from 'oxc-parser';

/** An import, a re-export or a dynamic import with a literal name. */
export interface Import {
  /** As it is written: `../base/clock.ts`, `node:fs`, `undici`. */
  readonly specifier: string;
  /** The imported names; empty for a re-export of all, a side effect or a dynamic import. */
  readonly names: readonly string[];
  /** Gone at run time. */
  readonly typeOnly: boolean;
  readonly offset: number;
}

/** A parsed TypeScript file. */
export interface SourceFile {
  /** From the project's root: `src/base/clock.ts`. */
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly imports: readonly Import[];
}

/** Reads and parses the files below `root` that match; files that do not parse are left to the compiler to report. */
export function readSources(root: string, pattern: string): readonly SourceFile[] {
  return globSync(pattern, { cwd: root })
    .sort()
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** Parses one file. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module } = parseSync(path, text);
  const statics = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    names: entries.map((entry) => entry.importName.name ?? '*'),
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
    offset: start,
  }));
  const reexports = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName, isType, start }) =>
      moduleRequest
        ? [{ specifier: moduleRequest.value, names: importName.name ? [importName.name] : [], typeOnly: isType, offset: start }]
        : [],
    ),
  );
  const dynamics = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
    const specifier = /^['"`](.*)['"`]$/.exec(text.slice(start, end))?.[1];
    return specifier === undefined ? [] : [{ specifier, names: [], typeOnly: false, offset: start }];
  });
  return { path, text, program, imports: [...statics, ...reexports, ...dynamics] };
}

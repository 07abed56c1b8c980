import { findingAt } from './finding.ts';
import type { Finding } from './finding.ts';
import { importedPath } from './import-graph.ts';
import type { SourceFile } from './source-file.ts';

/** Import cycles, those of types included; each is reported once, at the import that closes it. */
export function findCycles(files: readonly SourceFile[]): readonly Finding[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const trail: string[] = [];
  const findings: Finding[] = [];

  const visit = (file: SourceFile): void => {
    trail.push(file.path);
    for (const imported of file.imports) {
      const target = byPath.get(importedPath(file, imported) ?? '');
      if (target === undefined || done.has(target.path)) continue;
      const start = trail.indexOf(target.path);
      if (start < 0) visit(target);
      else findings.push(findingAt(file, imported.offset, `import cycle: ${[...trail.slice(start), target.path].join(' -> ')}`));
    }
    trail.pop();
    done.add(file.path);
  };
  for (const file of files) if (!done.has(file.path)) visit(file);
  return findings;
}

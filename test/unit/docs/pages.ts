import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');

/** One Markdown file. */
export interface Page {
  /** From the top of the repository: `docs/drift.md`. */
  readonly path: string;
  readonly text: string;
}

/** Everything that is written for people; pages of kinds are generated and tested with the generator. */
export function pages(): readonly Page[] {
  const paths = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...globSync('docs/*.md', { cwd: root }).toSorted()];
  return paths.filter((path) => existsSync(join(root, path))).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

/** A fenced block of code. */
export interface Fence {
  readonly language: string;
  readonly text: string;
}

const fencePattern = /^( *)```(\w*)\n([\s\S]*?)^\1```$/gm;

export function fences({ text }: Page): readonly Fence[] {
  return [...text.matchAll(fencePattern)].map(([, , language = '', body = '']) => ({ language, text: body }));
}

/** What stands between backticks in running text. */
export function codeSpans({ text }: Page): readonly string[] {
  return [...text.replaceAll(fencePattern, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span);
}

/** The text of all sources in the folders that a pattern names. */
export function sourceText(folders = 'src/**'): string {
  const paths = globSync(`${folders}/*.ts`, { cwd: root });
  return paths.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');
}

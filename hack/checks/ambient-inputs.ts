import { findingAt } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Import, SourceFile } from './source-file.ts';
import { walk } from './walk.ts';
import type { SyntaxNode } from './walk.ts';

/** Members of globals and of Node's modules that read the clock, draw chance or read the environment. */
const members: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  Math: ['random'],
  process: ['env', 'hrtime', 'uptime'],
  performance: ['now', 'timeOrigin'],
  crypto: ['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt'],
  AbortSignal: ['timeout'],
};

/** Globals that may not even be named. */
const globals = new Set(['setTimeout', 'setInterval']);

/** Modules, and which of their exports; empty: all. */
const modules: Readonly<Record<string, readonly string[]>> = {
  timers: [],
  'timers/promises': [],
  perf_hooks: [],
  process: ['env', 'hrtime', 'uptime'],
  crypto: ['randomUUID', 'getRandomValues', 'randomBytes', 'randomInt', 'webcrypto', 'randomFill', 'randomFillSync'],
};

/**
 * Places in `src/`, the command line aside, that reach time, chance or the environment on their own: these come in as
 * arguments (`Clock`, `Random`), so that the whole controller can run under a virtual clock.
 */
export function findAmbientInputs(files: readonly SourceFile[]): readonly Finding[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !file.path.startsWith('src/cli/'))
    .flatMap((file) => [...fromImports(file), ...fromCode(file)]);
}

function fromImports(file: SourceFile): readonly Finding[] {
  return file.imports.flatMap((imported) => {
    const name = ambientImport(imported);
    return name === undefined ? [] : [findingAt(file, imported.offset, handedIn(name))];
  });
}

function ambientImport({ specifier, names, typeOnly }: Import): string | undefined {
  const exports = modules[specifier.replace(/^node:/, '')];
  if (typeOnly || exports === undefined) return undefined;
  if (exports.length === 0) return specifier;
  return names.find((name) => exports.includes(name));
}

function fromCode(file: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  walk(file.program, (node, parent) => {
    const name = ambientMember(node) ?? ambientDate(node) ?? ambientGlobal(node, parent);
    if (name !== undefined) findings.push(findingAt(file, node.start, handedIn(name)));
  });
  return findings;
}

/** `Math.random`, `globalThis.Math.random`, `Date['now']`. */
function ambientMember(node: SyntaxNode): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const owner = nameOf(node['object']);
  const member = nameOf(node['property']);
  if (owner === undefined || member === undefined) return undefined;
  return members[owner]?.includes(member) === true ? `${owner}.${member}` : undefined;
}

/** `new Date()` and `Date()`. */
function ambientDate(node: SyntaxNode): string | undefined {
  const call = node.type === 'CallExpression';
  if (!call && node.type !== 'NewExpression') return undefined;
  const args = node['arguments'];
  const bare = call || (Array.isArray(args) && args.length === 0);
  return bare && nameOf(node['callee']) === 'Date' ? 'the current Date' : undefined;
}

function ambientGlobal(node: SyntaxNode, parent: SyntaxNode | undefined): string | undefined {
  if (node.type !== 'Identifier' || parent?.type === 'ImportSpecifier') return undefined;
  const name = nameOf(node);
  return name === undefined || !globals.has(name) || isMemberName(node, parent) ? undefined : name;
}

/** A member or a key of some other object; `globalThis.setTimeout` is the global itself. */
function isMemberName(node: SyntaxNode, parent: SyntaxNode | undefined): boolean {
  if (parent?.['computed'] !== false) return false;
  return parent['key'] === node || (parent['property'] === node && nameOf(parent['object']) !== 'globalThis');
}

/** The name of an identifier, of the member that a member expression ends in, or the text of a literal. */
function nameOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { type, name, value, property } = node as Readonly<Record<string, unknown>>;
  if (type === 'MemberExpression') return nameOf(property);
  const text = type === 'Identifier' ? name : type === 'Literal' ? value : undefined;
  return typeof text === 'string' ? text : undefined;
}

function handedIn(name: string): string {
  return `${name} is reached directly: hand it in as an argument (law 8 of the design)`;
}

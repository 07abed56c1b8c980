/** Words that CEL keeps for itself. */
const reserved: ReadonlySet<string> = new Set([
  ...['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let'],
  ...['loop', 'package', 'namespace', 'return', 'var', 'void', 'while'],
]);

const spelled: Readonly<Record<string, string>> = { __: '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' };

/** How a rule names a field (`__namespace__`, `a__dot__b`). Undefined: rules can't name it. Source: Kubernetes, CRD validation rules. */
export function ruleName(field: string): string | undefined {
  if (reserved.has(field)) return `__${field}__`;
  const name = field.replaceAll(/__|[./-]/g, (part) => spelled[part] ?? part);
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? name : undefined;
}

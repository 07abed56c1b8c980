/** Words that CEL keeps for itself, even after a dot. */
const keywords = ['true', 'false', 'null', 'in'];
/** Words that CEL keeps for itself, but for names of members. */
const reserved = [
  ...['as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace'],
  ...['return', 'var', 'void', 'while'],
];

const spelled: Readonly<Record<string, string>> = { __: '__underscores__', '.': '__dot__', '-': '__dash__', '/': '__slash__' };

/**
 * How a rule may name a field (`a__dot__b`; `__namespace__` and `namespace`). None: rules can't name it. Source: Kubernetes, CRD
 * validation rules; that reserved words may be written plainly too is how kube-apiserver 1.35 answers.
 */
export function ruleNames(field: string): readonly string[] {
  if (keywords.includes(field)) return [`__${field}__`];
  if (reserved.includes(field)) return [`__${field}__`, field];
  const name = field.replaceAll(/__|[./-]/g, (part) => spelled[part] ?? part);
  return /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) ? [name] : [];
}

/** A node of an ESTree syntax tree. */
export interface SyntaxNode {
  readonly type: string;
  /** Offset in the text. */
  readonly start: number;
  readonly [member: string]: unknown;
}

/** Calls `visit` for every node below `root`, itself included, parents first. */
export function walk(root: object, visit: (node: SyntaxNode, parent: SyntaxNode | undefined) => void): void {
  const descend = (value: unknown, parent: SyntaxNode | undefined): void => {
    if (Array.isArray(value)) {
      for (const item of value) descend(item, parent);
      return;
    }
    const node = isNode(value) ? value : undefined;
    if (node === undefined) return;
    visit(node, parent);
    for (const member of Object.values(node)) descend(member, node);
  };
  descend(root, undefined);
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

type Effects = Readonly<Record<string, number>>;

/** What AWS makes with a resource, and takes away with it. */
const furniture: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  vpc: { 'network-acl': 1, 'route-table': 1, 'security-group': 1, 'security-group-rule': 1 },
  'security-group': { 'security-group-rule': 1 },
};

/**
 * How many more resources were made than expected, each of them deleted again; undefined: the difference is of another sort. What AWS
 * makes with a resource is not counted apart from it.
 */
export function surplus(effects: Effects, expected: Effects): number | undefined {
  const types = new Set([...Object.keys(effects), ...Object.keys(expected)].map((key) => key.slice(0, key.indexOf(' '))));
  const more = new Map<string, number>();
  for (const type of types) {
    const made = difference(effects, expected, `${type} made`);
    if (made < 0 || difference(effects, expected, `${type} gone`) !== made) return undefined;
    more.set(type, made);
  }
  // A VPC comes first: with it comes a security group, and with that a rule.
  for (const [type, parts] of Object.entries(furniture))
    for (const [part, count] of Object.entries(parts)) more.set(part, (more.get(part) ?? 0) - count * (more.get(type) ?? 0));
  const counts = [...more.values()];
  return counts.some((count) => count < 0) ? undefined : counts.reduce((sum, count) => sum + count, 0);
}

function difference(effects: Effects, expected: Effects, key: string): number {
  return (effects[key] ?? 0) - (expected[key] ?? 0);
}

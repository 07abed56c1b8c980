const stages: readonly string[] = ['alpha', 'beta', ''];

/** Orders versions of a group: the most stable first, then the newest: v10, v2, v1, v2beta1, v1beta2, v1alpha1; other names last, by the alphabet. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [ranked(a), ranked(b)];
  if (left === undefined || right === undefined) return left === right ? a.localeCompare(b, 'en') : left === undefined ? 1 : -1;
  const differences = left.map((part, index) => (right[index] ?? 0) - part);
  return differences.find((difference) => difference !== 0) ?? 0;
}

function ranked(version: string): readonly number[] | undefined {
  const found = /^v(\d+)(?:(alpha|beta)(\d+))?$/u.exec(version);
  return found === null ? undefined : [stages.indexOf(found[2] ?? ''), Number(found[1]), Number(found[3] ?? 0)];
}

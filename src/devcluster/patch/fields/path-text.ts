/** A path of field set elements as messages have it: `.spec.rules[name="a"].port`, `.metadata.finalizers["x"]`. */
export function pathText(path: readonly string[]): string {
  return path.map(elementText).join('');
}

function elementText(element: string): string {
  const text = element.slice(2);
  switch (element.slice(0, 2)) {
    case 'f:':
      return `.${text}`;
    case 'k:':
      return `[${keysText(text)}]`;
    case 'v:':
      return `[=${text}]`;
    default:
      return `[${text}]`;
  }
}

function keysText(json: string): string {
  const keys: unknown = JSON.parse(json);
  return typeof keys === 'object' && keys !== null
    ? Object.entries(keys)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
        .join(',')
    : json;
}

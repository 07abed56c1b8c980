/** Paths of members that a JSON text names more than once in one object, in order: `spec.rules[0].name`. The text must be valid JSON. */
export function duplicateFields(text: string): readonly string[] {
  const scan: Scan = { text, at: 0, found: [] };
  value(scan, '');
  return scan.found;
}

interface Scan {
  readonly text: string;
  at: number;
  readonly found: string[];
}

const space = /[ \t\r\n]*/uy;
const scalar = /[^,\]}\s]*/uy;
const string = /"[^"\\]*(?:\\.[^"\\]*)*"/suy;

function value(scan: Scan, path: string): void {
  take(scan, space);
  const opening = scan.text[scan.at];
  if (opening === '{') members(scan, path);
  else if (opening === '[') items(scan, path);
  else take(scan, opening === '"' ? string : scalar);
  take(scan, space);
}

function members(scan: Scan, path: string): void {
  const seen = new Set<string>();
  each(scan, '}', () => {
    const name = String(JSON.parse(take(scan, string)));
    const inner = path === '' ? name : `${path}.${name}`;
    if (seen.has(name)) scan.found.push(inner);
    seen.add(name);
    take(scan, space);
    scan.at += 1;
    value(scan, inner);
  });
}

function items(scan: Scan, path: string): void {
  let index = 0;
  each(scan, ']', () => {
    value(scan, `${path}[${index}]`);
    index += 1;
  });
}

/** Steps over an opening bracket, then over each of what follows and its comma, up to the closing one. */
function each(scan: Scan, closing: string, one: () => void): void {
  do {
    scan.at += 1;
    take(scan, space);
    if (scan.text[scan.at] !== closing) one();
  } while (scan.text[scan.at] === ',');
  scan.at += 1;
}

function take(scan: Scan, pattern: RegExp): string {
  pattern.lastIndex = scan.at;
  const found = pattern.exec(scan.text)?.[0] ?? '';
  scan.at += found.length;
  return found;
}

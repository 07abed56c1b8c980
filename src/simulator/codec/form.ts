/** A part of a form: what stands under a key, and under the keys that go on after a dot. */
export interface FormNode {
  value: string | undefined;
  readonly children: Map<string, FormNode>;
}

/** No client sends as many; more is a mistake, and a tree of them would only cost. */
const mostFields = 50_000;

/** The tree of a form's fields: `Tag.1.Key=a` stands under `Tag`, `1`, `Key`. Throws RangeError for too many fields. */
export function parseForm(form: URLSearchParams): FormNode {
  const root = newNode();
  let fields = 0;
  for (const [key, value] of form) {
    if (++fields > mostFields) throw new RangeError('the form has too many fields');
    let node = root;
    for (const part of key.split('.')) {
      const child = node.children.get(part) ?? newNode();
      node.children.set(part, child);
      node = child;
    }
    node.value = value;
  }
  return root;
}

function newNode(): FormNode {
  return { value: undefined, children: new Map() };
}

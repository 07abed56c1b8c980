import type { ListShape, StructureShape, TextShape, XmlShape } from './xml-shape.ts';

/** The document has something that this scanner does not read: an attribute below the root, a comment, CDATA, an end too soon. */
export class Unscannable extends Error {
  constructor(what: string) {
    super(`not to be scanned: ${what}`);
    this.name = 'Unscannable';
  }
}

/** Reads a document by its shape in one pass, without a tree between. Gives what the SDK's parser gives, or throws Unscannable. */
export function scanXml(xml: string, shape: XmlShape): unknown {
  return new XmlScanner(xml).root(shape);
}

interface Tag {
  readonly name: string;
  readonly type: 'open' | 'close' | 'empty';
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class XmlScanner {
  readonly #xml: string;
  #at = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  root(shape: XmlShape): unknown {
    if (this.#xml.trimStart().startsWith('<?xml')) this.#at = this.#find('?>', 0) + 2;
    // The root has attributes: its namespace.
    return this.#value(this.#tag(true), shape);
  }

  #value(tag: Tag, shape: XmlShape): unknown {
    switch (shape.type) {
      case 'structure':
        return tag.type === 'empty' ? {} : this.#structure(tag.name, shape);
      case 'list':
        return tag.type === 'empty' ? [] : this.#list(tag.name, shape);
      case 'text':
        return readText(tag.type === 'empty' ? '' : this.#text(tag.name), shape);
      case 'unsupported':
        throw new Unscannable(`the shape of ${tag.name}`);
      default:
        return shape satisfies never;
    }
  }

  #structure(name: string, { members }: StructureShape): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (let tag = this.#tag(); !isEnd(tag, name); tag = this.#tag()) {
      const member = members.get(tag.name);
      if (member === undefined) this.#skip(tag);
      else if (member.name in values) throw new Unscannable(`${tag.name} twice`);
      else values[member.name] = this.#value(tag, member.shape);
    }
    return values;
  }

  #list(name: string, { itemName, item }: ListShape): unknown[] {
    const values: unknown[] = [];
    for (let tag = this.#tag(); !isEnd(tag, name); tag = this.#tag()) {
      if (tag.name === itemName) values.push(this.#value(tag, item));
      else this.#skip(tag);
    }
    return values;
  }

  #text(name: string): string {
    const end = this.#find('<', this.#at);
    const text = this.#xml.slice(this.#at, end);
    this.#at = end;
    if (!isEnd(this.#tag(), name)) throw new Unscannable(`elements in ${name}`);
    return decode(text);
  }

  #skip(tag: Tag): void {
    // A comment or a declaration: rare enough to leave it to the SDK.
    if (/^[!?]/.test(tag.name)) throw new Unscannable(tag.name);
    if (tag.type === 'empty') return;
    for (let depth = 1; depth > 0;) {
      const end = this.#find('<', this.#at);
      this.#at = end;
      const { type } = this.#tag();
      if (type !== 'empty') depth += type === 'open' ? 1 : -1;
    }
  }

  /** Moves behind the next tag, before which only blanks may stand. */
  #tag(mayHaveAttributes = false): Tag {
    const open = this.#find('<', this.#at);
    if (open > this.#at && this.#xml.slice(this.#at, open).trim() !== '') throw new Unscannable('text between elements');
    const close = this.#find('>', open);
    this.#at = close + 1;
    if (this.#xml[open + 1] === '/') return { name: this.#xml.slice(open + 2, close).trimEnd(), type: 'close' };
    const type = this.#xml[close - 1] === '/' ? 'empty' : 'open';
    const inner = this.#xml.slice(open + 1, type === 'empty' ? close - 1 : close);
    const end = inner.search(/\s/);
    if (end >= 0 && !mayHaveAttributes) throw new Unscannable(`attributes: ${inner}`);
    return { name: end < 0 ? inner : inner.slice(0, end), type };
  }

  #find(what: string, from: number): number {
    const at = this.#xml.indexOf(what, from);
    if (at < 0) throw new Unscannable('the document ends too soon');
    return at;
  }
}

/** The end of the element `name`; the end of any other one is an error. */
function isEnd(tag: Tag, name: string): boolean {
  if (tag.type !== 'close') return false;
  if (tag.name !== name) throw new Unscannable(`${tag.name} ends ${name}`);
  return true;
}

function readText(text: string, { read }: TextShape): unknown {
  return read === undefined ? text : read(text);
}

/** Blanks with a line break are layout, as in the SDK; other blanks are text. */
function decode(text: string): string {
  if (text.includes('\r')) throw new Unscannable('a carriage return');
  if (text.includes('\n') && text.trim() === '') return '';
  return detached(text.includes('&') ? text.replaceAll(/&([^;&]*);?/g, decodeEntity) : text);
}

/** From this length on V8 makes a part of a string a view of the whole, which would be kept for as long as any part of it. */
const shortestView = 13;

/** A text of its own: what is read of a document is kept for hours, and the document must not be. */
function detached(text: string): string {
  return text.length < shortestView ? text : Buffer.from(text).toString();
}

function decodeEntity(entity: string, name: string): string {
  const numeric = /^#(?:x([0-9a-fA-F]{1,4})|(\d{1,5}))$/.exec(name);
  if (numeric !== null) return String.fromCharCode(numeric[1] === undefined ? Number(numeric[2]) : Number.parseInt(numeric[1], 16));
  const known = entities[name];
  if (known === undefined || !entity.endsWith(';')) throw new Unscannable(`the entity ${entity}`);
  return known;
}

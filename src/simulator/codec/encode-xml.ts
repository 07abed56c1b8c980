import { writeScalar } from './scalar.ts';
import type { ListShape, MapShape, MemberShape, StructureShape, WireShape } from './wire-shape.ts';

/** Writes a value as the element(s) of a member. */
type WriteMember = (value: unknown) => string;
type WriteContent = (value: unknown) => string;

/** Turns shapes into functions that write values, once for each structure: walking the shapes at each call would cost more than the writing. */
export class XmlEncoders {
  readonly #structures = new Map<StructureShape, WriteContent>();

  /** Writes what stands within a structure's element. Members that the shape doesn't know and those that are undefined or null are left out. */
  structure(shape: StructureShape): WriteContent {
    const known = this.#structures.get(shape);
    if (known !== undefined) return known;
    let members: readonly (readonly [string, WriteMember])[] | undefined;
    const write = (value: unknown): string => {
      members ??= shape.members().map((member) => [member.name, this.#member(member)] as const);
      const row = value as Readonly<Record<string, unknown>>;
      let xml = '';
      for (const [name, writeMember] of members) {
        const item = row[name];
        if (item !== undefined && item !== null) xml += writeMember(item);
      }
      return xml;
    };
    this.#structures.set(shape, write);
    return write;
  }

  #member({ element, shape }: MemberShape): WriteMember {
    if (shape.type === 'list') return this.#list(shape, element);
    if (shape.type === 'map') return this.#map(shape, element);
    return wrap(element, this.#content(shape));
  }

  #content(shape: WireShape): WriteContent {
    switch (shape.type) {
      case 'structure':
        return this.structure(shape);
      case 'list':
        return this.#list(shape, undefined);
      case 'map':
        return this.#map(shape, undefined);
      case 'scalar':
        return (value) => writeScalar(shape.scalar, value);
      default:
        return shape satisfies never;
    }
  }

  #list(shape: ListShape, element: string | undefined): WriteMember {
    const item = wrap(shape.element ?? element ?? 'member', this.#content(shape.item));
    const write: WriteContent = (value) => (value as readonly unknown[]).map(item).join('');
    return shape.element === undefined || element === undefined ? write : wrap(element, write);
  }

  #map(shape: MapShape, element: string | undefined): WriteMember {
    const content = wrap(shape.value, this.#content(shape.item));
    const key = wrap(shape.key, (value) => writeScalar('string', value));
    const entry = wrap<readonly [string, unknown]>(shape.element ?? element ?? 'entry', ([name, value]) => key(name) + content(value));
    const write: WriteContent = (value) =>
      Object.entries(value as object)
        .map(entry)
        .join('');
    return shape.element === undefined || element === undefined ? write : wrap(element, write);
  }
}

function wrap<Value>(element: string, content: (value: Value) => string): (value: Value) => string {
  const [open, close] = [`<${element}>`, `</${element}>`];
  return (value) => open + content(value) + close;
}

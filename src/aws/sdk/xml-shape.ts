/** What an XML element is read as. */
export type XmlShape = StructureShape | ListShape | TextShape | UnsupportedShape;

/** Members by the name of their element. */
export interface StructureShape {
  readonly type: 'structure';
  readonly members: ReadonlyMap<string, { readonly name: string; readonly shape: XmlShape }>;
}

export interface ListShape {
  readonly type: 'list';
  /** Name of the items' elements. */
  readonly itemName: string;
  readonly item: XmlShape;
}

/** A value that stands as text: itself, or what `read` makes of it. */
export interface TextShape {
  readonly type: 'text';
  readonly read: ((text: string) => unknown) | undefined;
}

/** Maps, unions, flattened lists: what listings have none of, the SDK's own parser reads. */
export interface UnsupportedShape {
  readonly type: 'unsupported';
}

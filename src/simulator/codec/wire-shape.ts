/** How a value stands on the wire: of a request's form and of an answer's XML. */
export type WireShape = StructureShape | ListShape | MapShape | ScalarShape;

export interface StructureShape {
  readonly type: 'structure';
  /** Looked at late, since some structures contain themselves. */
  members(): readonly MemberShape[];
}

export interface MemberShape {
  /** As the SDK's types name it. */
  readonly name: string;
  /** Its part of the form's keys. */
  readonly formKey: string;
  /** Its element. */
  readonly element: string;
  readonly shape: WireShape;
}

export interface ListShape {
  readonly type: 'list';
  /** The part of the form's keys between the list's own and the number; empty: none. */
  readonly formKey: string;
  /** Each item's element; undefined: items stand in elements of the list's own name. */
  readonly element: string | undefined;
  readonly item: WireShape;
}

/** A map whose keys are texts. */
export interface MapShape {
  readonly type: 'map';
  /** As in `ListShape`, of the entries. */
  readonly formKey: string;
  readonly element: string | undefined;
  readonly key: string;
  readonly value: string;
  readonly item: WireShape;
}

export type ScalarType = 'string' | 'number' | 'boolean' | 'bigint' | 'blob' | 'date-time' | 'http-date' | 'epoch-seconds';

export interface ScalarShape {
  readonly type: 'scalar';
  readonly scalar: ScalarType;
}

/** EC2 has a query protocol of its own. */
export type QueryProtocol = 'ec2Query' | 'awsQuery';

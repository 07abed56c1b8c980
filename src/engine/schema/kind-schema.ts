/**
 * A kind's own schema, written once. From it come the CRD, the TypeScript types, the validator, the docs page and
 * what the engine has to know about each field. What all kinds share (policies, conditions ...) is added by `buildCrd`.
 */
export interface KindSchema {
  /** `ec2.aws.evenkeel.dev` */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames?: readonly string[];
  /** One or two sentences for the docs page and the CRD. */
  readonly description: string;
  /** How the external name comes to be, in words, for the docs page. */
  readonly externalName: ExternalNameSchema;
  readonly forProvider: Fields;
  /** What only AWS says. Every forProvider field is shown there too, without being repeated here. */
  readonly atProvider: Fields;
  /** Raised by one with each change of the fields; stands in the CRD, so that a controller can tell an older CRD. 1 when absent. */
  readonly schemaVersion?: number;
  /** Its resources hold data that is lost with them: compositions delete them within a budget only. */
  readonly stateful?: true;
  /** Of each set of forProvider fields (or their references) at least one is needed to create; waived where only observing. */
  readonly requiredOneOf?: readonly (readonly string[])[];
  /** Of each set of forProvider fields (or their references) at most one may be given. */
  readonly exclusive?: readonly (readonly string[])[];
  /** CEL rules over spec beside the generated ones. `rule` sees `self` as spec.forProvider. */
  readonly rules?: readonly { readonly rule: string; readonly message: string }[];
  /** Connection secret keys, where the kind has them. */
  readonly connectionKeys?: readonly string[];
  /** Printer columns beside the common ones. */
  readonly columns?: readonly { readonly name: string; readonly jsonPath: string; readonly type: 'string' | 'integer' | 'boolean' }[];
}

/** Fields by name, in the order in which they are shown. */
export type Fields = Readonly<Record<string, FieldSchema>>;

/** Where a kind's external name comes from, and how it looks. */
export interface ExternalNameSchema {
  /**
   * `assigned`: AWS gives it in the create call's answer. `name`: it is the name, defaults to metadata.name.
   * `derived`: it follows from the desired fields (or the object's uid).
   */
  readonly from: 'assigned' | 'name' | 'derived';
  /** RE2 pattern that an external name has; checked at admission for `name`. */
  readonly pattern?: string;
  /** The length that AWS allows, for `name`. */
  readonly maxLength?: number;
  readonly description: string;
  readonly example: string;
}

/** How a field is written in a manifest. */
export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  /** map of string to string */
  | 'map'
  | 'object'
  /** list of strings */
  | 'strings'
  /** list of objects */
  | 'objects'
  /** {name, key, namespace?} of a Secret in the object's namespace */
  | 'secretRef';

/** One field: CRD, validator, plan and documentation follow from it. */
export interface FieldSchema {
  readonly type: FieldType;
  /** The project's own words, with unit and default. */
  readonly description: string;
  /** The AWS API member that it maps to: `CreateVpc.CidrBlock`. Appended to the description. */
  readonly aws?: string;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** Checked in CEL, with Kubernetes' own functions where 1.30 has them. */
  readonly format?: 'cidr' | 'ipv4-cidr' | 'ipv6-cidr';
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  /** AWS can't change it in place: admission refuses set → a different value. */
  readonly createOnly?: boolean;
  /** Needed to create (a CEL rule, waived where only observing): the field, its initProvider twin, its xRef or xSelector. */
  readonly required?: boolean;
  readonly reference?: ReferenceSchema;
  /** Members of `object` and of the items of `objects`. */
  readonly fields?: Fields;
  /** Whether the order of a list means something to AWS. Default: no for `strings`, which are compared as sets, yes for `objects`. */
  readonly ordered?: boolean;
  /** The value that the leaf goes to when it leaves spec after we had set it; absent: it stays and is reported. */
  readonly whenRemoved?: boolean | number | string | readonly string[];
  /** In the catalogue but not supported yet: refused at admission by name with this reason, listed in docs/kinds.md. */
  readonly unsupported?: string;
  /** Steers the controller (skipFinalSnapshot ...) and is never compared with AWS. */
  readonly directive?: boolean;
  /** Changes by itself in AWS: never causes a write of status on its own (atProvider only). */
  readonly volatile?: boolean;
}

/** What the xRef and xSelector beside a field point at. */
export interface ReferenceSchema {
  /** Group of the target; the same group when absent. */
  readonly group?: string;
  readonly kind: string;
  /** What is taken: `externalName` (default) or a path below status.atProvider. */
  readonly take?: string;
  /** A status.atProvider member that has to be there before the reference resolves (an InternetGateway's vpcId for a Route). */
  readonly once?: string;
  /** The target's kind is not in this release: xRef and xSelector are refused at admission by name. */
  readonly unsupported?: boolean;
}

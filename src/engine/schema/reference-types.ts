/** How a reference is resolved. Defaults: Required, IfNotPresent. */
export interface ReferencePolicy {
  readonly resolution?: 'Required' | 'Optional';
  readonly resolve?: 'Always' | 'IfNotPresent';
}

/** xRef: an object of the same namespace by name. */
export interface Reference {
  readonly name: string;
  readonly policy?: ReferencePolicy;
}

/** xSelector: objects of the same namespace by labels, or by their controller. */
export interface ReferenceSelector {
  readonly matchControllerRef?: boolean;
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly policy?: ReferencePolicy;
}

/** A key of a Secret in the object's own namespace. */
export interface SecretReference {
  readonly name: string;
  readonly key: string;
  readonly namespace?: string;
}

/** What is wrong with an object, and where. */
export interface SchemaProblem {
  /** `spec.forProvider.cidrBlock` */
  readonly path: string;
  /** Reads on from the path, which it does not repeat, and says what to do. */
  readonly message: string;
}

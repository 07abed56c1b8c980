/** What is wrong with an object, and where. */
export interface SchemaProblem {
  /** `spec.forProvider.cidrBlock` */
  readonly path: string;
  /** Names the path again and says what to do. */
  readonly message: string;
}

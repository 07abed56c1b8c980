/** An object of this API says something that can't be meant. The message names object, field and what to do; only its author can mend it. */
export class InvalidObject extends Error {
  /** `spec.pipeline[2].functionRef.name` */
  readonly path: string;

  /** `subject`: kind and name of the object. `message` reads on from the path. */
  constructor(subject: string, path: string, message: string) {
    super(`${subject}: ${path} ${message}`);
    this.name = 'InvalidObject';
    this.path = path;
  }
}

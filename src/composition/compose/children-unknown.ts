/** The children of a type can't be seen, so that nothing can be said or done about them. The message is fit for status. */
export class ChildrenUnknown extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ChildrenUnknown';
  }
}

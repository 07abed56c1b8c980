/** Why a template can't be carried out for this composite: nothing of it is. */
export class TemplateFault extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TemplateFault';
  }
}

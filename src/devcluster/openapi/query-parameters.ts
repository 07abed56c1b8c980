/** Type and description of the query parameters that the documents name. */
export const queryParameters: Readonly<Record<string, readonly [type: 'string' | 'boolean' | 'integer', description: string]>> = {
  fieldSelector: ['string', 'Keeps to objects whose fields have these values.'],
  labelSelector: ['string', 'Keeps to objects whose labels fulfil these conditions.'],
  limit: ['integer', 'How many objects one answer holds at most.'],
  continue: ['string', 'Where the last page ended.'],
  resourceVersion: ['string', 'The state that is asked for, or from which changes are told.'],
  watch: ['boolean', 'Tells changes as they come.'],
  dryRun: ['string', 'All: nothing is stored.'],
  fieldManager: ['string', 'Who writes; kept with the fields that are written.'],
  fieldValidation: ['string', 'What becomes of unknown and duplicate fields: Ignore, Warn or Strict.'],
  force: ['boolean', 'Takes fields over from other managers, when applying.'],
  propagationPolicy: ['string', 'What becomes of dependents: Background, Foreground or Orphan.'],
};

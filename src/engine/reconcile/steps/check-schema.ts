import { Terminal } from '../halt.ts';
import type { Pass } from '../pass.ts';

const shown = 3;

/** Refuses an object that slipped past its schema, so that the steps after this one may trust what they read. */
export function checkSchema(pass: Pass): void {
  const violations = pass.engine.validate(pass.kind, pass.managed.object);
  if (violations.length === 0) return;
  const named = violations.slice(0, shown).map((violation) => `${violation.path}: ${violation.message}`);
  const more = violations.length > shown ? `, and ${violations.length - shown} more` : '';
  throw new Terminal('InvalidSpec', `${pass.kind.schema.kind} ${pass.managed.key.name} is not valid: ${named.join('; ')}${more}`);
}

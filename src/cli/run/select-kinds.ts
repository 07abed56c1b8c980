import type { AwsKind } from '../../aws/aws-kind.ts';
import { kindName } from '../../engine/kind.ts';
import { UsageError } from '../usage-error.ts';

/** The kinds that were asked for by kind (`vpc`) or full name (`instance.rds.aws.evenkeel.dev`), any case; all for an empty list. Throws UsageError for an unknown one. */
export function selectKinds(all: readonly AwsKind[], wanted: readonly string[]): readonly AwsKind[] {
  if (wanted.length === 0) return all;
  for (const name of wanted) {
    if (!all.some((kind) => isNamed(kind, name))) {
      throw new UsageError(`--kinds: there is no kind ${name}; kinds: ${all.map(({ schema }) => schema.kind.toLowerCase()).join(', ')}`);
    }
  }
  return all.filter((kind) => wanted.some((name) => isNamed(kind, name)));
}

function isNamed({ schema }: AwsKind, name: string): boolean {
  return name === schema.kind.toLowerCase() || name === schema.plural || name === kindName(schema).toLowerCase();
}

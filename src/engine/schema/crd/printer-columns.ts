import type { KindSchema } from '../kind-schema.ts';

/** A column of `kubectl get`; priority 1 is shown with `-o wide`. */
export interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly description?: string;
  readonly priority?: number;
}

/** The status, or another member, of one condition. */
export function conditionPath(type: string, member: 'status' | 'message'): string {
  return `.status.conditions[?(@.type=='${type}')].${member}`;
}

/** Columns of a managed kind: what all kinds show, then in wide what is the kind's own. */
export function printerColumns(schema: KindSchema): readonly PrinterColumn[] {
  return [
    { name: 'READY', type: 'string', jsonPath: conditionPath('Ready', 'status') },
    { name: 'SYNCED', type: 'string', jsonPath: conditionPath('Synced', 'status') },
    { name: 'EXTERNAL-NAME', type: 'string', jsonPath: '.metadata.annotations.evenkeel\\.dev/external-name' },
    { name: 'REGION', type: 'string', jsonPath: '.spec.forProvider.region' },
    { name: 'AGE', type: 'date', jsonPath: '.metadata.creationTimestamp' },
    { name: 'ACCOUNT', type: 'string', jsonPath: '.metadata.annotations.evenkeel\\.dev/account', priority: 1 },
    ...(schema.columns ?? []).map((column) => ({ ...column, priority: 1 })),
    { name: 'MESSAGE', type: 'string', jsonPath: conditionPath('Ready', 'message'), priority: 1 },
  ];
}

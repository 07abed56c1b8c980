import type { ServiceBehaviour } from '../core/service.ts';
import { stsOperations } from './sts-operations.ts';

/** STS's sessions, which are no resources. */
export const stsService: ServiceBehaviour = { name: 'sts', operations: stsOperations, resources: [] };

import type { ServiceBehaviour } from '../core/service.ts';
import { rdsOperations } from './rds-operations.ts';
import { rdsResources } from './rds-resources.ts';

/** RDS's instances, with their subnet groups and last snapshots. */
export const rdsService: ServiceBehaviour = { name: 'rds', operations: rdsOperations, resources: rdsResources };

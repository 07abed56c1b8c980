import type { DevApi } from '../api/dev-api.ts';

/** What deciding on access needs of the API: it reads accounts, roles and bindings. */
export type ReadApi = Pick<DevApi, 'resources' | 'get' | 'list'>;

import type { Discovery } from '../../kubernetes/discovery.ts';
import type { DevApi } from '../api/dev-api.ts';

/** Discovery of the dev API in its own process. */
export function discoveryOf(api: DevApi): Discovery {
  return { resources: () => Promise.resolve(api.resources()) };
}

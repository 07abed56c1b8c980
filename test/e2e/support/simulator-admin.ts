import type { CloudServer } from '../../../hack/lib/cloud-server.ts';
import type { Fault } from '../../../src/simulator/core/fault.ts';
import type { Members, SimulatorSettings } from '../../../src/simulator/core/operation.ts';

/** What a resource is found by: `type` as `db-instance`, and its `id`. */
interface Found {
  readonly type: string;
  readonly id: string;
}

/** What whoever runs the simulator may do beside AWS's rules. */
export interface SimulatorAdminClient {
  changeSettings(settings: Partial<SimulatorSettings>): Promise<void>;
  /** Sets members of a resource, at once. */
  change(found: Found, members: Members): Promise<void>;
  orderFault(fault: Fault): Promise<void>;
  /** Puts its time ahead. */
  moveTime(aheadMs: number): Promise<void>;
}

/** The admin endpoint of a simulator, past the proxy. Its methods reject with what the endpoint says. */
export function simulatorAdmin({ directUrl }: CloudServer): SimulatorAdminClient {
  const send = async (method: 'PATCH' | 'POST', path: string, body: object): Promise<void> => {
    const response = await fetch(`${directUrl}/_simulator/${path}`, { method, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  };
  return {
    changeSettings: (settings) => send('PATCH', 'settings', settings),
    change: ({ type, id }, members) => send('PATCH', `resources?type=${type}&id=${encodeURIComponent(id)}`, members),
    orderFault: (fault) => send('POST', 'faults', fault),
    moveTime: (aheadMs) => send('POST', 'time', { aheadMs }),
  };
}

import { CreateTagsCommand } from '@aws-sdk/client-ec2';
import { clientsFor } from '../../src/cli/dev/demo/clients.ts';

/** Calls by action, `CreateVpc`. */
export type Calls = Readonly<Record<string, number>>;

/** A resource as the simulator's admin endpoint lists it. */
interface Listed {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** The simulator's admin endpoint. */
export interface SimulatedCloud {
  /** Since it began or they were forgotten, whatever came of them. */
  calls(): Promise<Calls>;
  forgetCalls(): Promise<void>;
  /** Of what has a tag `Name` that begins so: ids by its value. */
  named(type: 'vpc' | 'subnet', prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Gives resources another tag `Name`, as somebody else who has rights in the account. */
  rename(ids: readonly string[], name: string): Promise<void>;
}

/** EC2 takes so many resources in one CreateTags. */
const idsPerCall = 1_000;

export function simulatedCloud(url: string): SimulatedCloud {
  const ask = async (method: string, path: string): Promise<unknown> => {
    const response = await fetch(`${url}/_simulator/${path}`, { method, signal: AbortSignal.timeout(60_000) });
    if (!response.ok) throw new Error(`${method} ${path} of the simulator answered ${response.status}`);
    return response.json();
  };
  return {
    calls: async () => {
      const counts = Object.entries((await ask('GET', 'counts')) as Calls);
      return Object.fromEntries(counts.map(([key, count]) => [key.slice(key.indexOf(':') + 1), count]));
    },
    forgetCalls: async () => {
      await ask('DELETE', 'calls');
    },
    named: async (type, prefix) => {
      const all = (await ask('GET', `resources?type=${type}`)) as readonly Listed[];
      return new Map(all.flatMap(({ id, tags: { Name = '' } }) => (Name.startsWith(prefix) ? [[Name, id] as const] : [])));
    },
    rename: async (ids, name) => {
      const { ec2, rds } = clientsFor(url);
      for (let at = 0; at < ids.length; at += idsPerCall)
        await ec2.send(new CreateTagsCommand({ Resources: ids.slice(at, at + idsPerCall), Tags: [{ Key: 'Name', Value: name }] }));
      ec2.destroy();
      rds.destroy();
    },
  };
}

import type { CallRecord } from './call-log.ts';
import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import type { Interior } from './interior.ts';
import type { Members, SimulatorSettings } from './operation.ts';
import type { ResourceQuery } from './resource-query.ts';
import type { ListedResource, ResourceView, ServiceName } from './service.ts';
import type { Place } from './world.ts';

export interface LocatedResource extends ListedResource {
  readonly account: string;
  readonly region: string;
  readonly service: ServiceName;
}

/** What only whoever runs the simulator may do. All of it is immediate and beside AWS's rules. */
export interface SimulatorAdmin {
  /** All that there is, whether Describe calls show it by now or not. */
  list(query?: ResourceQuery): readonly LocatedResource[];
  /** Sets members of what the query finds; how many there were. */
  change(query: ResourceQuery, members: Members): number;
  /** Takes away what the query finds, whatever depends on it; how many there were. */
  remove(query: ResourceQuery): number;
  /** Gives the id that clears it. */
  orderFault(fault: Fault): string;
  faults(): readonly { readonly id: string; readonly fault: Fault; readonly matched: number }[];
  /** Without an id: all. */
  clearFaults(id?: string): void;
  settings(): SimulatorSettings;
  changeSettings(settings: Partial<SimulatorSettings>): SimulatorSettings;
  now(): number;
  /** Puts the simulator's time ahead. Throws RangeError for a step back. */
  moveTime(ms: number): void;
  /** Number of calls by `ec2:CreateVpc` since the start or the last `forgetCalls`. */
  counts(): Readonly<Record<string, number>>;
  /** The last 10,000, oldest first. */
  calls(): readonly CallRecord[];
  forgetCalls(): void;
  /** As it was at the start, but for its time. */
  reset(): void;
}

/** The admin methods of a simulator. `onEffect` is told of each change to what it holds. */
export function createAdmin(interior: Interior, onEffect?: (effect: Effect) => void): SimulatorAdmin {
  const told = (effect: Effect, count: number): number => {
    if (count > 0) onEffect?.(effect);
    return count;
  };
  return {
    list: (query = {}) =>
      views(interior, query).flatMap(({ place, service, view }) =>
        listed(view, place, query, interior.now()).map((resource) => ({
          account: place.account,
          region: place.region,
          service,
          ...resource,
        })),
      ),
    change: (query, members) =>
      told(
        { type: 'change', at: interior.now(), query, members },
        each(interior, query, ({ view, place }, id) => view.change(place.state, { id, members }, interior.now())),
      ),
    remove: (query) =>
      told(
        { type: 'remove', at: interior.now(), query },
        each(interior, query, ({ view, place }, id) => view.remove(place.state, id, interior.now())),
      ),
    orderFault: (fault) => interior.faults.order(fault),
    faults: () => interior.faults.list(),
    clearFaults: (id) => {
      interior.faults.clear(id);
    },
    settings: () => interior.settings,
    changeSettings: (settings) => (interior.settings = { ...interior.settings, ...settings }),
    now: () => interior.now(),
    moveTime: (ms) => {
      interior.moveTime(ms);
    },
    counts: () => interior.log.counts(),
    calls: () => interior.log.calls(),
    forgetCalls: () => {
      interior.log.clear();
    },
    reset: () => {
      interior.reset();
      onEffect?.({ type: 'reset', at: interior.now() });
    },
  };
}

interface Located {
  readonly place: Place;
  readonly service: ServiceName;
  readonly view: ResourceView;
}

function views(interior: Interior, query: ResourceQuery): readonly Located[] {
  const fits = (wanted: string | undefined, value: string): boolean => wanted === undefined || wanted === value;
  const places = interior.world.places().filter(({ account, region }) => fits(query.account, account) && fits(query.region, region));
  const services = [...interior.services.values()].filter(({ name }) => fits(query.service, name));
  return places.flatMap((place) =>
    services.flatMap(({ name: service, resources }) =>
      resources.filter(({ type }) => fits(query.type, type)).map((view) => ({ place, service, view })),
    ),
  );
}

function listed(view: ResourceView, { state }: Place, { id }: ResourceQuery, now: number): readonly ListedResource[] {
  const all = view.list(state, now);
  return id === undefined ? all : all.filter((resource) => resource.id === id);
}

/** How many of the resources that the query finds `act` says true to. */
function each(interior: Interior, query: ResourceQuery, act: (located: Located, id: string) => boolean): number {
  let count = 0;
  for (const located of views(interior, query)) {
    for (const { id } of listed(located.view, located.place, query, interior.now())) if (act(located, id)) count += 1;
  }
  return count;
}

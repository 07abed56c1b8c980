import type { ServiceCodec } from '../codec/service-codec.ts';
import { loadServiceCodec } from '../codec/service-codec.ts';
import type { SimulatorAdmin } from './admin.ts';
import type { Effect } from './effect.ts';
import type { Interior } from './interior.ts';
import { operate } from './operate.ts';
import type { ServiceName } from './service.ts';

/** Makes what the effects made, each at its own time. `admin` is one that tells nobody. */
export async function restore(interior: Interior, admin: SimulatorAdmin, effects: readonly Effect[]): Promise<void> {
  const codecs = new Map<ServiceName, ServiceCodec>();
  for (const effect of effects) {
    if (effect.type === 'call' && !codecs.has(effect.service)) codecs.set(effect.service, await loadServiceCodec(effect.service));
    interior.doAt(effect.at, () => {
      redo(interior, admin, effect, codecs);
    });
  }
}

function redo(interior: Interior, admin: SimulatorAdmin, effect: Effect, codecs: ReadonlyMap<ServiceName, ServiceCodec>): void {
  switch (effect.type) {
    case 'change':
      admin.change(effect.query, effect.members);
      return;
    case 'remove':
      admin.remove(effect.query);
      return;
    case 'reset':
      admin.reset();
      return;
    case 'call': {
      const codec = codecs.get(effect.service);
      if (codec !== undefined) operate(interior, { ...effect, parameters: new URLSearchParams(effect.parameters) }, codec, effect.seed);
      return;
    }
    default:
      effect satisfies never;
  }
}

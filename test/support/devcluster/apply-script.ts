import type { JsonObject } from '../../../src/devcluster/api/dev-object.ts';
import { serverSideApply } from '../../../src/devcluster/patch/apply/server-side-apply.ts';
import { trackUpdate } from '../../../src/devcluster/patch/apply/track-update.ts';
import { objectAt } from '../../../src/devcluster/patch/fields/json-shape.ts';
import { applySchema } from './apply-schema.ts';

/** One manager's entry, shortened for a test: `kubectl Apply`, and his fields. */
export interface Owned {
  readonly who: string;
  readonly fields: unknown;
}

interface WriteDetails {
  readonly force?: boolean;
  readonly subresource?: 'status';
}

const common = { apiVersion: 'apply.test/v1', schema: applySchema, hasStatus: true, custom: true } as const;

/** One object of `applySchema` that managers write one after the other, a second apart. */
export class ApplyScript {
  object: JsonObject | undefined;
  #now = Date.UTC(2026, 0, 1);

  apply(manager: string, body: JsonObject, { force = false, subresource }: WriteDetails = {}): this {
    const write = { ...common, live: this.object, applied: parcel(body), manager, force, subresource, now: this.#tick() };
    return this.#store(serverSideApply(write));
  }

  /** Replaces all but what is the server's own. */
  update(manager: string, body: JsonObject, subresource?: 'status'): this {
    const write = { ...common, live: this.object, updated: this.#stored(parcel(body)), manager, subresource, now: this.#tick() };
    return this.#store(trackUpdate(write));
  }

  get spec(): JsonObject {
    return objectAt(this.object ?? {}, 'spec');
  }

  get owned(): readonly Owned[] {
    const entries = objectAt(this.object ?? {}, 'metadata')['managedFields'] ?? [];
    return Object.values(entries).map((entry: JsonObject) => ({
      who: [entry['manager'], entry['operation'], entry['subresource']].filter(Boolean).join(' '),
      fields: entry['fieldsV1'],
    }));
  }

  /** `kubectl Apply 00:00:01` */
  get times(): readonly string[] {
    const entries = objectAt(this.object ?? {}, 'metadata')['managedFields'] ?? [];
    return Object.values(entries).map(
      (entry: JsonObject) => `${entry['manager']} ${entry['operation']} ${String(entry['time']).slice(11, 19)}`,
    );
  }

  #tick(): number {
    return (this.#now += 1000);
  }

  #stored(object: JsonObject): JsonObject {
    return { ...object, metadata: { ...objectAt(object, 'metadata'), uid: 'u' } };
  }

  #store(object: JsonObject): this {
    this.object = this.#stored(object);
    return this;
  }
}

function parcel({ metadata, ...body }: JsonObject): JsonObject {
  return {
    apiVersion: 'apply.test/v1',
    kind: 'Parcel',
    metadata: { name: 'p', namespace: 'default', ...(Object(metadata) as JsonObject) },
    ...body,
  };
}

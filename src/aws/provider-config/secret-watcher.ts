import { ProviderConfigError } from '../../engine/cloud.ts';
import { ApiError } from '../../kubernetes/api-error.ts';
import type { ObjectName } from '../../kubernetes/client.ts';
import type { KubernetesObject } from '../../kubernetes/object.ts';
import type { ObjectWatch, ObjectWatches } from '../../kubernetes/object-watches.ts';

interface Held {
  readonly secret: string;
  readonly watch: ObjectWatch;
  /** The first look is over: from now on it is news when the Secret comes or changes. */
  looked: boolean;
}

/** Holds a watch on the one Secret that each config names, for as long as it names it. */
export class SecretWatcher {
  readonly #watches: Pick<ObjectWatches, 'watch'>;
  readonly #held = new Map<string, Held>();

  constructor(watches: Pick<ObjectWatches, 'watch'>) {
    this.#watches = watches;
  }

  /** The Secret, or undefined when there is none. `config`: the key of the config that names it. Rejects with ProviderConfigError. */
  async read(config: string, name: ObjectName, signal: AbortSignal): Promise<KubernetesObject | undefined> {
    const held = this.#hold(config, name);
    if (held.watch.get() === 'unknown') await firstLook(held.watch, signal);
    held.looked = true;
    return this.peek(config);
  }

  /** The Secret as it was last seen. */
  peek(config: string): KubernetesObject | undefined {
    const secret = this.#held.get(config)?.watch.get();
    return secret === 'unknown' ? undefined : secret;
  }

  /** The config names no Secret any more. */
  release(config: string): void {
    this.#held.get(config)?.watch.release();
    this.#held.delete(config);
  }

  /** Keys of the configs that name a Secret (`namespace/name`) and have looked at it. */
  usersOf(secret: string): readonly string[] {
    return [...this.#held].filter(([, held]) => held.looked && held.secret === secret).map(([config]) => config);
  }

  #hold(config: string, name: ObjectName): Held {
    const secret = `${name.namespace ?? ''}/${name.name}`;
    const known = this.#held.get(config);
    if (known?.secret === secret) return known;
    known?.watch.release();
    const held = { secret, watch: this.#watches.watch(name), looked: false };
    this.#held.set(config, held);
    return held;
  }
}

async function firstLook(watch: ObjectWatch, signal: AbortSignal): Promise<void> {
  try {
    await watch.synced(signal);
  } catch (error) {
    signal.throwIfAborted();
    throw new ProviderConfigError('CredentialsUnavailable', `${title} could not be read${remedy(error)}`, true, { cause: error });
  }
}

const title = 'the Secret that spec.credentials.secretRef names';

function remedy(error: unknown): string {
  if (!(error instanceof ApiError) || error.code !== 403) return '';
  return ': the controller has no right to; bind the ClusterRole evenkeel-secrets in the namespace of the Secret, as deploy/rbac-secrets.yaml does';
}

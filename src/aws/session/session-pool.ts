import { TaskGroup } from '../../base/task-group.ts';
import { ProviderConfigError } from '../../engine/cloud.ts';
import type { AwsProviderDeps } from './aws-provider-deps.ts';
import type { OpenSession } from './open-session.ts';
import { openSession } from './open-session.ts';
import type { ConfigName, ResolvedConfig } from './resolved-config.ts';
import { configKey } from './resolved-config.ts';

/** How long (ms) all objects are answered with the same failure, before AWS is asked again. */
const retryableForMs = 10_000;
const otherwiseForMs = 60_000;

interface Pooled {
  readonly opening: Promise<OpenSession>;
  readonly users: Map<string, ConfigName>;
  /** ms; undefined while it opens or is open. */
  failedUntil: number | undefined;
}

/** Sessions by credential identity and Region, each opened and checked once. */
export class SessionPool {
  readonly #deps: AwsProviderDeps;
  readonly #tasks: TaskGroup;
  readonly #sessions = new Map<string, Pooled>();
  /** By config and Region: the session that it uses now. */
  readonly #current = new Map<string, string>();

  constructor(deps: AwsProviderDeps) {
    this.#deps = deps;
    this.#tasks = new TaskGroup(deps.logger);
  }

  /** Rejects with ProviderConfigError. Closes the session that the config used before, if its identity is another now. */
  async get(config: ResolvedConfig, region: string): Promise<OpenSession> {
    const key = `${config.session.identity}/${region}`;
    this.#use(config.name, region, key);
    const pooled = this.#open(config, region, key);
    pooled.users.set(configKey(config.name), config.name);
    return await pooled.opening;
  }

  /** The config is gone: sessions that nobody else uses are closed. */
  drop(name: ConfigName): void {
    const prefix = `${configKey(name)}@`;
    for (const [use, key] of this.#current) {
      if (!use.startsWith(prefix)) continue;
      this.#current.delete(use);
      this.#release(name, key);
    }
  }

  /** Closes everything; resolves when the calls in flight are through. */
  async close(): Promise<void> {
    for (const key of this.#sessions.keys()) this.#close(key);
    this.#current.clear();
    await this.#tasks.settled();
  }

  #use(name: ConfigName, region: string, key: string): void {
    const use = `${configKey(name)}@${region}`;
    const before = this.#current.get(use);
    this.#current.set(use, key);
    if (before !== undefined && before !== key) this.#release(name, before);
  }

  #open(config: ResolvedConfig, region: string, key: string): Pooled {
    const known = this.#sessions.get(key);
    if (known !== undefined && (known.failedUntil ?? Number.POSITIVE_INFINITY) > this.#deps.clock.now()) return known;
    const users = known?.users ?? new Map<string, ConfigName>();
    const opening = openSession(this.#deps, config, region, () => [...users.values()]);
    const pooled: Pooled = { opening, users, failedUntil: undefined };
    this.#sessions.set(key, pooled);
    opening.catch((error: unknown) => {
      const retryable = !(error instanceof ProviderConfigError) || error.retryable;
      pooled.failedUntil = this.#deps.clock.now() + (retryable ? retryableForMs : otherwiseForMs);
    });
    return pooled;
  }

  #release(name: ConfigName, key: string): void {
    const users = this.#sessions.get(key)?.users;
    // The same config may use the session's identity in this Region only, so that one look is enough.
    users?.delete(configKey(name));
    if (users?.size === 0) this.#close(key);
  }

  #close(key: string): void {
    const pooled = this.#sessions.get(key);
    this.#sessions.delete(key);
    if (pooled === undefined) return;
    this.#tasks.start('close session', async () => {
      const open = await pooled.opening.catch(() => undefined);
      await open?.session.close();
    });
  }
}

import type { AwsService, SdkClient } from '../sdk/load-sdk.ts';
import { loadSdk } from '../sdk/load-sdk.ts';
import type { RequestHandler, SessionConfig } from './session-config.ts';

/**
 * One SDK client per service, made when first used. `maxAttempts` is 1: the SDK's retry would repeat a create whose
 * outcome is unknown, and sleeps on a clock of its own. (Signing reads the machine's clock, too; AWS compares it with its
 * own, so that no other would do.)
 */
export class SdkClients {
  readonly #config: SessionConfig;
  readonly #region: string;
  readonly #requestHandler: RequestHandler;
  readonly #clients = new Map<AwsService, SdkClient>();

  constructor(config: SessionConfig, region: string, requestHandler: RequestHandler) {
    this.#config = config;
    this.#region = region;
    this.#requestHandler = requestHandler;
  }

  async get(service: AwsService): Promise<SdkClient> {
    const sdk = await loadSdk(service);
    const known = this.#clients.get(service);
    if (known !== undefined) return known;
    const endpoint = this.#config.endpoint(service);
    const made = sdk.createClient({
      region: this.#region,
      credentials: this.#config.credentials,
      maxAttempts: 1,
      requestHandler: this.#requestHandler,
      ...(endpoint === undefined ? {} : { endpoint }),
    });
    this.#clients.set(service, made);
    return made;
  }

  /** Closes idle connections; calls in flight would fail. */
  destroy(): void {
    for (const client of this.#clients.values()) client.destroy();
    this.#clients.clear();
  }
}

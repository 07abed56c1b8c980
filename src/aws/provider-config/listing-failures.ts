import type { CloudError } from '../../engine/cloud.ts';
import type { SessionListingReport } from '../session/aws-provider-deps.ts';
import { configKey } from '../session/resolved-config.ts';

/** A listing that does not succeed at present. */
export interface ListingFailure {
  readonly region: string;
  readonly operation: string;
  readonly error: CloudError;
}

/** Which listings fail at present, by the configs whose sessions make them. */
export class ListingFailures {
  readonly #byConfig = new Map<string, Map<string, ListingFailure>>();

  /** Gives the keys of the configs for which something changed. */
  take(report: SessionListingReport): readonly string[] {
    const { region } = report.where;
    const { operation, error } = report;
    return report.configs.map(configKey).filter((config) => {
      const failures = this.#byConfig.get(config) ?? new Map<string, ListingFailure>();
      this.#byConfig.set(config, failures);
      const id = `${region} ${operation}`;
      const before = failures.get(id)?.error.code;
      if (error === undefined) failures.delete(id);
      else failures.set(id, { region, operation, error });
      return before !== error?.code;
    });
  }

  of(config: string): readonly ListingFailure[] {
    return [...(this.#byConfig.get(config)?.values() ?? [])];
  }

  drop(config: string): void {
    this.#byConfig.delete(config);
  }
}

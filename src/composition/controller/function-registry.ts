import type { ObjectStore } from '../../kubernetes/informer.ts';
import { parseFunction, type FunctionConfig } from '../api/function-config.ts';
import type { PipelineFunction } from '../function/pipeline-function.ts';
import type { ConfiguredFunction } from './remote-functions.ts';

/** What the functions are found by. */
export interface FunctionRegistryOptions {
  /** Functions that run in process, by name. */
  readonly builtin: Readonly<Record<string, PipelineFunction>>;
  /** Function objects. */
  readonly functions: ObjectStore;
  /** Makes the function that answers at an endpoint. */
  readonly remote: (config: FunctionConfig) => ConfiguredFunction;
}

interface Remote {
  readonly resourceVersion: string;
  readonly function: ConfiguredFunction;
}

/** Functions by name: those that are built in, and those that a Function object tells the endpoint of. */
export class FunctionRegistry {
  readonly #options: FunctionRegistryOptions;
  readonly #remote = new Map<string, Remote>();

  constructor(options: FunctionRegistryOptions) {
    this.#options = options;
  }

  /** Throws an Error that says what to do where there is none of this name, or its object can't be read. */
  of(name: string): PipelineFunction {
    const builtin = this.#options.builtin[name];
    if (builtin !== undefined) return builtin;
    const object = this.#options.functions.get(name);
    if (object === undefined)
      throw new Error(`there is no function ${name}: it is not built in, and no Function object of this name says where it answers`);
    const known = this.#remote.get(name);
    if (known?.resourceVersion === object.metadata.resourceVersion) return known.function;
    const made = this.#options.remote(parseFunction(object));
    this.#drop(name);
    this.#remote.set(name, { resourceVersion: object.metadata.resourceVersion, function: made });
    return made;
  }

  /** Equal texts: the functions are what they were. */
  versionOf(names: readonly string[]): string {
    return names.map((name) => this.#options.functions.get(name)?.metadata.resourceVersion ?? '').join(' ');
  }

  /** The object of a function changed or went: its connection ends. */
  changed(name: string): void {
    this.#drop(name);
  }

  close(): void {
    for (const name of [...this.#remote.keys()]) this.#drop(name);
  }

  #drop(name: string): void {
    const known = this.#remote.get(name);
    this.#remote.delete(name);
    known?.function.close();
  }
}

import type { CallOutcome, CloudCall, CloudSession, CloudView, ExecuteOptions, Where } from '../../engine/cloud.ts';
import type { Kind } from '../../engine/kind.ts';
import type { TaskGroup } from '../../base/task-group.ts';
import type { AwsKind, Source } from '../aws-kind.ts';
import type { InformerDeps } from '../informer/informer-deps.ts';
import { SourceInformer } from '../informer/source-informer.ts';
import type { SdkClients } from './sdk-clients.ts';
import type { SessionCalls } from './session-calls.ts';

export interface AwsSessionDeps {
  readonly where: Where;
  readonly calls: SessionCalls;
  readonly clients: SdkClients;
  /** Of this session alone. */
  readonly tasks: TaskGroup;
  readonly informer: Omit<InformerDeps, 'signal' | 'send' | 'where' | 'background'>;
}

/** One credential identity in one Region: its clients, its calls, and a cloud informer for each source that objects need. */
export class AwsSession implements CloudSession {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  readonly #deps: AwsSessionDeps;
  readonly #stop = new AbortController();
  readonly #informers = new Map<Source, SourceInformer>();

  constructor(deps: AwsSessionDeps) {
    this.#deps = deps;
    ({ partition: this.partition, account: this.account, region: this.region } = deps.where);
  }

  view(kind: Kind): CloudView {
    const awsKind = asAwsKind(kind);
    return this.#informer(awsKind.source).view(awsKind);
  }

  execute(call: CloudCall, options: ExecuteOptions): Promise<CallOutcome> {
    return this.#deps.calls.execute(call, options);
  }

  /** Ends the informers at once and closes connections when the calls in flight are through. */
  async close(): Promise<void> {
    this.#stop.abort(new Error('the session is closed'));
    await this.#deps.tasks.settled();
    await this.#deps.calls.idle();
    this.#deps.clients.destroy();
  }

  #informer(source: Source): SourceInformer {
    const known = this.#informers.get(source);
    if (known !== undefined) return known;
    const { where, calls, tasks, informer } = this.#deps;
    const { signal } = this.#stop;
    const made = new SourceInformer(source, {
      ...informer,
      where,
      signal,
      send: (lane) => calls.reader(lane, signal),
      background: (name, run) => tasks.start(`${name} of ${source.operation}`, run),
    });
    this.#informers.set(source, made);
    return made;
  }
}

/** The engine hands back the kinds that this provider gave it. */
function asAwsKind(kind: Kind): AwsKind {
  if (!('source' in kind)) throw new TypeError(`${kind.schema.kind} is no kind of the AWS provider`);
  return kind as AwsKind;
}

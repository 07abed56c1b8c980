import { Code, ConnectError } from '@connectrpc/connect';
import type { FunctionRequest, FunctionResponse, PipelineFunction } from '../function/pipeline-function.ts';
import { detailRedactor } from '../function/redact-details.ts';
import { callError } from './call-error.ts';
import { fromMessage } from './from-message.ts';
import { FunctionRunnerService } from './generated/run_function_pb.ts';
import type { RunFunctionResponse } from './generated/run_function_pb.ts';
import type { RemoteConnection } from './remote-connection.ts';
import { toMessage } from './to-message.ts';

/** What a remote function is called with. */
export interface RemoteFunctionOptions {
  /** As users know it: `function-x at function-x.functions:9443`. */
  readonly name: string;
  readonly connection: RemoteConnection;
  /** Longest time of a call; the function is told. */
  readonly timeoutMs: number;
}

const { runFunction } = FunctionRunnerService.method;
/** Functions of before the protocol was v1 serve the same messages under this name alone. */
const betaMethod = {
  ...runFunction,
  parent: { ...FunctionRunnerService, typeName: 'apiextensions.fn.proto.v1beta1.FunctionRunnerService' },
};

/** A function that is served over gRPC, by Crossplane's protocol. `run` rejects where it can't be reached, refuses, or is too slow. */
export class RemoteFunction implements PipelineFunction {
  readonly #options: RemoteFunctionOptions;
  /** The method that answered last. */
  #method: typeof runFunction = runFunction;

  constructor(options: RemoteFunctionOptions) {
    this.#options = options;
  }

  async run(request: FunctionRequest, signal: AbortSignal): Promise<FunctionResponse> {
    const redact = detailRedactor(request);
    const { name, timeoutMs } = this.#options;
    try {
      return redacted(fromMessage(await this.#call(request, signal)), redact);
    } catch (error) {
      signal.throwIfAborted();
      throw new Error(redact(error instanceof ConnectError ? callError(error, name, timeoutMs).message : `${name}: ${messageOf(error)}`));
    }
  }

  async #call(request: FunctionRequest, signal: AbortSignal): Promise<RunFunctionResponse> {
    const { connection, timeoutMs } = this.#options;
    const message = toMessage(request);
    const call = (method: typeof runFunction) => connection.transport.unary(method, signal, timeoutMs, undefined, message);
    try {
      return (await call(this.#method)).message;
    } catch (error) {
      if (ConnectError.from(error).code !== Code.Unimplemented) throw error;
      const other = this.#method === runFunction ? betaMethod : runFunction;
      const response = await call(other);
      this.#method = other;
      return response.message;
    }
  }
}

/** What a function says of secrets that it was given goes no further. */
function redacted(response: FunctionResponse, redact: (text: string) => string): FunctionResponse {
  return {
    ...response,
    results: response.results.map((result) => ({ ...result, message: redact(result.message) })),
    conditions: response.conditions.map((one) => (one.message === undefined ? one : { ...one, message: redact(one.message) })),
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { QuickJSContext, QuickJSHandle, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { Scope } from 'quickjs-emscripten-core';
import type { Clock } from '../../base/clock.ts';
import { isObject } from '../../base/json.ts';
import { prelude } from './prelude.ts';
import type { SandboxJob, SandboxOutcome } from './sandbox.ts';

/** Of the interpreter's own stack; more would overrun that of WebAssembly. */
const stackBytes = 128 * 1024;
/** Longest text of a result: what an API server would take for the whole of some hundred objects. */
const longestOutput = 8 * 1024 * 1024;
/** Without memory even an exception has no text. */
const unshown = 'the program needs more memory than it may have (spec.limits.memory), or threw something without a message';
/** The program's name in the stack of an exception. */
const fileName = 'program.ts';

/** `intact`: the engine can be used again. */
interface Evaluation {
  readonly outcome: SandboxOutcome;
  readonly intact: boolean;
}

/** A job whose program has become JavaScript. */
export type CompiledJob = Omit<SandboxJob, 'source'> & { readonly code: string };

/** Evaluates one program to its end, in a runtime of its own. Never throws. */
export function evaluateProgram(engine: QuickJSWASMModule, job: CompiledJob, clock: Clock): Evaluation {
  const deadline = clock.now() + job.limits.timeMs;
  const watch = { expired: false };
  const runtime = engine.newRuntime();
  try {
    runtime.setMemoryLimit(job.limits.memoryBytes);
    runtime.setMaxStackSize(stackBytes);
    runtime.setInterruptHandler(() => {
      watch.expired ||= clock.now() >= deadline;
      return watch.expired;
    });
    const context = runtime.newContext();
    const outcome = Scope.withScope((scope) => runIn(scope, context, job));
    context.dispose();
    runtime.dispose();
    return watch.expired ? expired(job) : { outcome, intact: outcome.type === 'done' || outcome.line !== undefined };
  } catch (error) {
    if (watch.expired) return expired(job);
    return { outcome: { type: 'failed', message: hostMessage(error, job) }, intact: false };
  }
}

function expired({ limits }: CompiledJob): Evaluation {
  return { outcome: { type: 'failed', message: `the program ran longer than ${limits.timeMs} ms (spec.limits.time)` }, intact: false };
}

/** What breaks the engine rather than the program: nesting that overruns the stack of WebAssembly, or memory that it can't get. */
function hostMessage(error: unknown, job: CompiledJob): string {
  if (error instanceof RangeError) return 'the program or its result is nested too deeply';
  const message = error instanceof Error ? error.message : String(error);
  return `the program could not be run within ${job.limits.memoryBytes / 1024} KiB (spec.limits.memory): ${message}`;
}

function runIn(scope: Scope, context: QuickJSContext, job: CompiledJob): SandboxOutcome {
  const evaluate = (code: string, name: string, type: 'global' | 'module') => context.evalCode(code, name, { type });
  const begin = scope.manage(context.unwrapResult(evaluate(prelude, 'prelude.js', 'global')));
  const input = scope.manage(context.newString(job.input));
  const begun = context.callFunction(begin, context.undefined, input);
  if (begun.error !== undefined) {
    scope.manage(begun.error);
    return { type: 'failed', message: 'the composite and its resources do not fit into the memory of the program (spec.limits.memory)' };
  }
  const steps = scope.manage(begun.value);
  const failed = (error: QuickJSHandle) => failure(scope, context, { steps, error: scope.manage(error) });
  const evaluated = evaluate(job.code, fileName, 'module');
  if (evaluated.error !== undefined) return failed(evaluated.error);
  const exports = scope.manage(evaluated.value);
  const main = mainOf(scope, context, exports);
  if (typeof main === 'string') return { type: 'failed', message: main, line: 1 };
  const finish = scope.manage(context.getProp(steps, 'finish'));
  const finished = context.callFunction(finish, context.undefined, main);
  if (finished.error !== undefined) return failed(finished.error);
  return outputOf(scope, context, scope.manage(finished.value));
}

/** The function that the module exports, or what is wrong. */
function mainOf(scope: Scope, context: QuickJSContext, exports: QuickJSHandle): QuickJSHandle | string {
  const state = context.getPromiseState(exports);
  if (state.type !== 'fulfilled' || state.notAPromise !== true) {
    if (state.type === 'rejected') scope.manage(state.error);
    return 'the program waits with await: there is nothing to wait for';
  }
  const main = scope.manage(context.getProp(exports, 'default'));
  return context.typeof(main) === 'function'
    ? main
    : 'the program has no function as its default export: begin it with export default (input) =>';
}

function outputOf(scope: Scope, context: QuickJSContext, value: QuickJSHandle): SandboxOutcome {
  if (context.typeof(value) !== 'string')
    return { type: 'failed', message: 'the program returns nothing: return the resources by their keys', line: 1 };
  const length = context.getNumber(scope.manage(context.getProp(value, 'length')));
  if (length > longestOutput)
    return { type: 'failed', message: `the result is ${length} characters long; at most ${longestOutput} are taken` };
  return { type: 'done', output: context.getString(value) };
}

interface Thrown {
  readonly steps: QuickJSHandle;
  readonly error: QuickJSHandle;
}

function failure(scope: Scope, context: QuickJSContext, { steps, error }: Thrown): SandboxOutcome {
  const describe = scope.manage(context.getProp(steps, 'describe'));
  const described = context.callFunction(describe, context.undefined, error);
  const value = scope.manage(described.error ?? described.value);
  const { name, message, stack } = textsOf(described.error === undefined ? context.getString(value) : '{}');
  if (message === '') return { type: 'failed', message: unshown };
  const line = new RegExp(`${fileName.replace('.', '\\.')}:(\\d+)`).exec(stack)?.[1];
  return { type: 'failed', message: explained(name, message), ...(line === undefined ? {} : { line: Number(line) }) };
}

function textsOf(json: string): { readonly name: string; readonly message: string; readonly stack: string } {
  const described: unknown = JSON.parse(json);
  const text = (name: string): string => {
    const value = isObject(described) ? described[name] : undefined;
    return typeof value === 'string' ? value : '';
  };
  return { name: text('name'), message: text('message'), stack: text('stack') };
}

/** The interpreter's own words, made clear where a user can do something about them. */
function explained(name: string, message: string): string {
  if (name === 'InternalError' && message === 'out of memory') return 'the program needs more memory than it may have (spec.limits.memory)';
  if (name === 'InternalError' && message === 'stack overflow') return 'the program calls itself too deeply';
  const module = name === 'ReferenceError' ? /^could not load module '(.*)'$/.exec(message)?.[1] : undefined;
  if (module !== undefined) return `the program imports ${module}: it can import nothing but types (import type)`;
  return name === '' || name === 'Error' ? message : `${name}: ${message}`;
}

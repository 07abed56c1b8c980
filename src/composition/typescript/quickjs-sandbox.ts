import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { BoundedMap } from '../../base/bounded-map.ts';
import type { Clock } from '../../base/clock.ts';
import { evaluateProgram } from './evaluate-program.ts';
import { stripTypes, type Stripped } from './strip-types.ts';
import type { Sandbox, SandboxJob, SandboxOutcome } from './sandbox.ts';

const pageBytes = 64 * 1024;
/** What the engine itself needs; its memory begins with it. */
const ownBytes = 16 * 1024 * 1024;
/** An engine that has grown beyond is not kept: its memory never shrinks. */
const keptBytes = 32 * 1024 * 1024;
/** Programs whose JavaScript is kept. */
const keptPrograms = 100;
/** Engines of different memory limits that are kept. */
const keptEngines = 4;

/** Node has it, its types have not. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}
type MemoryConstructor = new (pages: { readonly initial: number; readonly maximum: number }) => WasmMemory;

interface Engine {
  readonly module: QuickJSWASMModule;
  readonly memory: WasmMemory;
}

/**
 * QuickJS in WebAssembly, on the caller's own thread. The time limit holds for all that the interpreter does step by step; a single
 * built-in call that runs on (`indexOf` over a text of megabytes) holds the thread until it ends: where programs of others run, put
 * it on a thread that can be ended (`ThreadSandbox`).
 */
export class QuickjsSandbox implements Sandbox {
  readonly #clock: Clock;
  /** By memory limit. */
  readonly #engines = new BoundedMap<number, Promise<Engine>>(keptEngines);

  /** By source. */
  readonly #programs = new BoundedMap<string, Stripped>(keptPrograms);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async evaluate(job: SandboxJob, signal: AbortSignal): Promise<SandboxOutcome> {
    const { source, ...rest } = job;
    const stripped = this.#strip(source);
    if (stripped.type === 'invalid') return { ...stripped, type: 'failed' };
    const { module, memory } = await this.#engine(job.limits.memoryBytes);
    signal.throwIfAborted();
    const { outcome, intact } = evaluateProgram(module, { ...rest, code: stripped.code }, this.#clock);
    // What a broken evaluation left behind is unknown. A new engine takes a few milliseconds.
    if (!intact || memory.buffer.byteLength > keptBytes) this.#engines.delete(job.limits.memoryBytes);
    return outcome;
  }

  #strip(source: string): Stripped {
    const known = this.#programs.get(source);
    if (known !== undefined) return known;
    const stripped = stripTypes(source);
    if (stripped.type === 'code') this.#programs.set(source, stripped);
    return stripped;
  }

  #engine(memoryBytes: number): Promise<Engine> {
    const known = this.#engines.get(memoryBytes);
    if (known !== undefined) return known;
    const engine = loadEngine(memoryBytes);
    this.#engines.set(memoryBytes, engine);
    return engine;
  }
}

/**
 * Loaded when the first program runs: the WebAssembly is a megabyte of text. The memory of WebAssembly is what bounds a program: the
 * engine's own limit counts small allocations at a few bytes each, whatever their size.
 */
async function loadEngine(memoryBytes: number): Promise<Engine> {
  const [{ newQuickJSWASMModuleFromVariant, newVariant }, { default: variant }] = await Promise.all([
    import('quickjs-emscripten-core'),
    import('@jitl/quickjs-singlefile-mjs-release-sync'),
  ]);
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: { readonly Memory: MemoryConstructor } }).WebAssembly;
  const memory = new Memory({ initial: ownBytes / pageBytes, maximum: Math.ceil((ownBytes + memoryBytes) / pageBytes) });
  return { module: await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory: memory })), memory };
}

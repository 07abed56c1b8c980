import * as nodeModule from 'node:module';
import process from 'node:process';

/**
 * JavaScript with everything in the line where it was, or what is wrong with the TypeScript. `line` counts from 1. `spoilt`: the source has
 * overrun the stack of Node's parser, which refuses everything on this thread from then on.
 */
export type Stripped =
  | { readonly type: 'code'; readonly code: string }
  | { readonly type: 'invalid'; readonly message: string; readonly line?: number; readonly spoilt?: true };

const tooDeep = 'the program is nested too deeply';

/** Takes the types out of TypeScript. Syntax that is more than types (`enum`, `namespace`, parameter properties) is refused. */
export function stripTypes(source: string): Stripped {
  try {
    return { type: 'code', code: withoutWarning(() => nodeModule.stripTypeScriptTypes(source)) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (!('code' in error) || !/^ERR_\w+_TYPESCRIPT_SYNTAX$/.test(String(error.code)))
      return { type: 'invalid', message: tooDeep, spoilt: true };
    // The stack begins with the place: `:3`, then the line itself.
    const line = /^[^\n]*:(\d+)\n/.exec(error.stack ?? '')?.[1];
    return { type: 'invalid', message: error.message, ...(line === undefined ? {} : { line: Number(line) }) };
  }
}

/** Node warns once that the function is experimental, in the middle of whatever a command prints. It does so before it returns. */
function withoutWarning<T>(run: () => T): T {
  const emitWarning = Object.getOwnPropertyDescriptor(process, 'emitWarning');
  if (emitWarning === undefined) return run();
  Object.defineProperty(process, 'emitWarning', { ...emitWarning, value: () => {} });
  try {
    return run();
  } finally {
    Object.defineProperty(process, 'emitWarning', emitWarning);
  }
}

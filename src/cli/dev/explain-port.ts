import { isObject } from '../../base/json.ts';

/** Makes of Node's own error for a port that can't be listened on one that says what to do; for a `catch`. Other errors go on as they are. */
export function explainPort(flag: 'port' | 'simulator-port', port: number): (error: unknown) => never {
  return (error) => {
    const code = isObject(error) ? error['code'] : undefined;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    const reason = code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be listened on';
    throw new Error(`port ${port} of 127.0.0.1 ${reason}; take another with --${flag}, or a free one with --${flag}=0`, { cause: error });
  };
}

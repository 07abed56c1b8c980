import { isObject } from '../../base/json.ts';
import type { Fault, FaultEffect } from '../core/fault.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string' && value !== '';
const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 1;
const isDelay: Check = (value) => typeof value === 'number' && value >= 0;
const isFlag: Check = (value) => typeof value === 'boolean';
const isStatus: Check = (value) => Number.isInteger(value) && Number(value) >= 400 && Number(value) <= 599;
const isFailure: Check = (value) => value === 500 || value === 503;
const isService: Check = (value) => value === 'ec2' || value === 'rds' || value === 'sts';

const optional: Readonly<Record<string, Check>> = { service: isService, action: isText, resource: isText, nth: isCount, count: isCount };

/** What each kind of effect takes beside its kind; all of it is needed. */
const effects = {
  lostResponse: {},
  connectionReset: {},
  timeOut: { ms: isDelay, takesEffect: isFlag },
  serverError: { status: isFailure, takesEffect: isFlag },
  throttled: {},
  denied: {},
  error: { code: isText, message: isText, status: isStatus, takesEffect: isFlag },
} as const satisfies Readonly<Record<FaultEffect['kind'], Readonly<Record<string, Check>>>>;

/** Reads a fault from JSON. Throws a TypeError that names the member and what it takes. */
export function parseFault(value: Readonly<Record<string, unknown>>): Fault {
  const { effect, ...match } = value;
  for (const [name, given] of Object.entries(match)) {
    const check = optional[name];
    if (check === undefined) throw new TypeError(`a fault has no ${name}: it takes ${Object.keys(optional).join(', ')} and effect`);
    if (!check(given)) throw new TypeError(`${name} of the fault can't be ${JSON.stringify(given)}`);
  }
  if (!isObject(effect)) throw new TypeError('a fault needs an effect, an object with a kind');
  checkEffect(effect);
  return value as unknown as Fault;
}

function checkEffect({ kind, ...members }: Readonly<Record<string, unknown>>): void {
  const needed: Readonly<Record<string, Check>> | undefined = Object.entries(effects).find(([name]) => name === kind)?.[1];
  if (needed === undefined) throw new TypeError(`effect.kind must be one of ${Object.keys(effects).join(', ')}`);
  const surplus = Object.keys(members).find((name) => needed[name] === undefined);
  if (surplus !== undefined) throw new TypeError(`an effect of kind ${String(kind)} has no ${surplus}`);
  for (const [name, check] of Object.entries(needed))
    if (!check(members[name])) throw new TypeError(`effect.${name} is missing, or not what ${String(kind)} takes`);
}

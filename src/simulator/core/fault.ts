import { AwsError } from './aws-error.ts';
import { ConnectionCut } from './http-message.ts';
import type { ServiceName } from './service.ts';
import { serviceErrors } from './service-errors.ts';

/** Calls that something is to go wrong with. */
export interface Fault {
  readonly service?: ServiceName;
  /** `CreateVpc`. */
  readonly action?: string;
  /** A value that stands somewhere in the call's parameters: an id, a name, a block. */
  readonly resource?: string;
  /** The first of the calls that match which it befalls; 1 if absent. */
  readonly nth?: number;
  /** How many calls it befalls; absent: all until it is cleared. */
  readonly count?: number;
  readonly effect: FaultEffect;
}

/** `takesEffect`: the operation is carried out before. */
export type FaultEffect =
  /** The operation is carried out, its answer is lost. */
  | { readonly kind: 'lostResponse' }
  /** The connection is cut before the operation is carried out. */
  | { readonly kind: 'connectionReset' }
  /** Nothing is answered; after `ms` the connection is cut. */
  | { readonly kind: 'timeOut'; readonly ms: number; readonly takesEffect: boolean }
  | { readonly kind: 'serverError'; readonly status: 500 | 503; readonly takesEffect: boolean }
  | { readonly kind: 'throttled' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly status: number; readonly takesEffect: boolean };

export function takesEffect(effect: FaultEffect): boolean {
  return effect.kind === 'lostResponse' || ('takesEffect' in effect && effect.takesEffect);
}

/** What the caller gets in place of an answer: an AwsError or a ConnectionCut. */
export function failureOf(effect: FaultEffect, service: ServiceName, action: string): Error {
  switch (effect.kind) {
    case 'lostResponse':
    case 'connectionReset':
    case 'timeOut':
      return new ConnectionCut();
    case 'serverError':
      return serviceErrors[service].failed(effect.status);
    case 'throttled':
      return serviceErrors[service].throttled();
    case 'denied':
      return serviceErrors[service].denied(action);
    case 'error':
      return new AwsError(effect.code, effect.message, effect.status);
    default:
      return effect satisfies never;
  }
}

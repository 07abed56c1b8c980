import type { WriteOptions } from '../api/dev-api.ts';
import type { StatusCause } from '../api/status-error.ts';
import { unsupported } from '../schema/cause.ts';
import type { ApiRequest } from './api-request.ts';
import { textOption } from './query-value.ts';
import { invalidOptions } from './refusals.ts';

const longestManager = 128;

/** Options of a write; `kind` is such as `CreateOptions`, `further` what else is wrong with them. Throws 422. */
export function writeOptions(request: ApiRequest, kind: string, further: readonly StatusCause[] = []): WriteOptions {
  const { query } = request;
  const manager = textOption(query, 'fieldManager');
  const fieldValidation = textOption(query, 'fieldValidation');
  const causes = [...further, ...dryRunCauses(query.getAll('dryRun')), ...managerCauses(manager), ...validationCauses(fieldValidation)];
  if (causes.length > 0) throw invalidOptions(kind, causes);
  return {
    fieldManager: manager ?? managerOf(request.headers['user-agent']),
    dryRun: query.getAll('dryRun').includes('All'),
    ...(isValidation(fieldValidation) ? { fieldValidation } : {}),
    warn: request.warn,
  };
}

/** `All` is the only value that dryRun has. */
export function dryRunCauses(values: readonly string[]): readonly StatusCause[] {
  const given = values.filter((value) => value !== '');
  return given.every((value) => value === 'All') ? [] : [unsupported('dryRun', given, ['All'])];
}

function managerCauses(manager: string | undefined): readonly StatusCause[] {
  if (manager === undefined || Buffer.byteLength(manager) <= longestManager) return [];
  return [{ reason: 'FieldValueTooLong', message: `Too long: may not be more than ${longestManager} bytes`, field: 'fieldManager' }];
}

function validationCauses(given: string | undefined): readonly StatusCause[] {
  if (given === undefined || isValidation(given)) return [];
  return [unsupported('fieldValidation', given, ['', 'Ignore', 'Strict', 'Warn'])];
}

function isValidation(given: string | undefined): given is 'Ignore' | 'Warn' | 'Strict' {
  return given === 'Ignore' || given === 'Warn' || given === 'Strict';
}

/** What a client that names no manager is called: its User-Agent up to the slash. */
function managerOf(userAgent: string | undefined): string {
  const name = userAgent?.split('/')[0]?.slice(0, longestManager) ?? '';
  return name === '' ? 'unknown' : name;
}

import type { CloudErrorClass } from '../../engine/cloud.ts';
import { errorCodePatterns, errorCodes, errorTexts } from './error-codes.ts';

const byCode: ReadonlyMap<string, CloudErrorClass> = new Map(
  (Object.keys(errorCodes) as CloudErrorClass[]).flatMap((errorClass) =>
    [...errorCodes[errorClass]].map((code) => [code, errorClass] as const),
  ),
);

/**
 * The class of an AWS error code; `text` is heeded where codes are vague, and `httpStatus` decides about codes that nothing
 * knows: a 5xx may heal by itself, any other answer says that the request was wrong.
 */
export function classifyCode(code: string, httpStatus: number | undefined, text = ''): CloudErrorClass {
  const bare = code.replace(/^(Client|Server)\./, '');
  const told = errorTexts.find((each) => each.code.test(bare) && each.text.test(text));
  const known = told?.errorClass ?? byCode.get(bare) ?? errorCodePatterns.find(({ pattern }) => pattern.test(bare))?.errorClass;
  if (known !== undefined) return known;
  if (httpStatus === 429) return 'throttled';
  return httpStatus === undefined || httpStatus >= 500 ? 'transient' : 'invalid';
}

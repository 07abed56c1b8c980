import type { FunctionCondition, FunctionReady, FunctionResult, FunctionTarget } from '../function/pipeline-function.ts';

// The numbers of the protocol's enumerations. Their zero is "unspecified"; what a newer protocol adds counts as that, too.

/** What the pipeline can do for a function: capabilities, required resources, credentials, conditions, required schemas. */
export const capabilities: readonly number[] = [1, 2, 3, 4, 5];

/** By the protocol's number. */
export const readiness: readonly FunctionReady[] = ['unspecified', 'true', 'false'];

/** By the protocol's number. A result of unknown severity is a warning. */
export const severities: readonly FunctionResult['severity'][] = ['warning', 'fatal', 'warning', 'normal'];

/** By the protocol's number. */
export const conditionStatuses: readonly FunctionCondition['status'][] = ['Unknown', 'Unknown', 'True', 'False'];

/** By the protocol's number; undefined: the composite. */
export const targets: readonly (FunctionTarget | undefined)[] = [undefined, 'composite', 'compositeAndClaim'];

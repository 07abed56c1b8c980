import { AwsError } from '../core/aws-error.ts';

/** A parameter that is wrong by itself. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** A parameter that does not go with the others, or with the resource as it is. */
export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombination', message);
}

export function missingParameter(name: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${name}.`);
}

/** What AWS can do and the simulator can't: refused, so that nobody relies on what was not done. */
export function unsupported(what: string): AwsError {
  return new AwsError('NotImplemented', `The simulator does not support ${what}.`);
}

/** `state` as the message has it: `not in available state`. */
export function wrongInstanceState(message: string): AwsError {
  return new AwsError('InvalidDBInstanceState', message);
}

/** The codes of the API reference's `...NotFoundFault`, without `Fault` where the wire has them so. */
export const notFound = {
  instance: (id: string): AwsError => new AwsError('DBInstanceNotFound', `DBInstance ${id} not found.`, 404),
  snapshot: (id: string): AwsError => new AwsError('DBSnapshotNotFound', `DBSnapshot ${id} not found.`, 404),
  subnetGroup: (name: string): AwsError => new AwsError('DBSubnetGroupNotFoundFault', `DB subnet group '${name}' does not exist.`, 404),
  parameterGroup: (name: string): AwsError => new AwsError('DBParameterGroupNotFound', `DBParameterGroup not found: ${name}`, 404),
  optionGroup: (name: string): AwsError => new AwsError('OptionGroupNotFoundFault', `Specified OptionGroupName: ${name} not found.`, 404),
  certificate: (id: string): AwsError => new AwsError('CertificateNotFound', `Certificate ${id} not found.`, 404),
} as const;

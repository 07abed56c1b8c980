import { invalidValue } from './rds-errors.ts';

const identifierRules =
  'Identifiers must begin with a letter; must contain only ASCII letters, digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.';

/** An identifier as RDS keeps it, in lower case. Throws for what is none. */
export function identifierOf(parameter: string, value: string, longest: number): string {
  if (!/^[a-zA-Z](-?[a-zA-Z0-9])*$/.test(value))
    throw invalidValue(`The parameter ${parameter} is not a valid identifier. ${identifierRules}`);
  if (value.length > longest)
    throw invalidValue(`The parameter ${parameter} is not a valid identifier because it is longer than ${longest} characters.`);
  return value.toLowerCase();
}

/** A subnet group's name as RDS keeps it. Throws for what is none. */
export function subnetGroupNameOf(value: string): string {
  const name = value.toLowerCase();
  if (!/^[a-z][a-z0-9._ -]{0,254}$/.test(name) || name === 'default')
    throw invalidValue(
      'The parameter DBSubnetGroupName is not a valid name. A name must begin with a letter; must contain no more than 255 letters, digits, periods, underscores, spaces and hyphens; and must not be default.',
    );
  return name;
}

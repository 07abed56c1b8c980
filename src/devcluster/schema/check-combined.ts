import { invalid } from './cause.ts';
import { quoted } from './go-text.ts';
import type { Outcome } from './outcome.ts';
import { addOutcome, newOutcome } from './outcome.ts';
import type { SchemaNode } from './schema-node.ts';

type Check = (part: SchemaNode) => Outcome;

/** Checks `anyOf`, `oneOf`, `allOf` and `not`. What they refuse is told of the object as a whole, as kube-apiserver does. */
export function checkCombined(node: SchemaNode, check: Check, path: string): Outcome {
  const outcome: Outcome = newOutcome();
  const refuse = (text: string): void => {
    outcome.causes.push(invalid('', '', `${quoted(path)} ${text}`));
  };
  if (node.anyOf.length > 0) checkAny(outcome, node.anyOf.map(check), refuse);
  if (node.oneOf.length > 0) checkOne(outcome, node.oneOf.map(check), refuse);
  if (node.allOf.length > 0) checkAll(outcome, node.allOf.map(check), refuse);
  if (node.not !== undefined && isValid(check(node.not))) refuse('must not validate the schema (not)');
  outcome.matches += 2;
  return outcome;
}

function isValid(outcome: Outcome): boolean {
  return outcome.causes.length === 0;
}

function best(parts: readonly Outcome[]): Outcome | undefined {
  return parts.reduce<Outcome | undefined>((most, part) => (most === undefined || part.matches > most.matches ? part : most), undefined);
}

function checkAny(outcome: Outcome, parts: readonly Outcome[], refuse: (text: string) => void): void {
  const success = parts.find(isValid);
  if (success === undefined) refuse('must validate at least one schema (anyOf)');
  const told = success ?? best(parts);
  if (told !== undefined) addOutcome(outcome, told);
}

function checkOne(outcome: Outcome, parts: readonly Outcome[], refuse: (text: string) => void): void {
  const valid = parts.filter(isValid);
  const [only] = valid;
  if (only !== undefined && valid.length > 1) {
    refuse(`must validate one and only one schema (oneOf). Found ${valid.length} valid alternatives`);
    return;
  }
  if (only === undefined) refuse('must validate one and only one schema (oneOf). Found none valid');
  const told = only ?? best(parts);
  if (told !== undefined) addOutcome(outcome, told);
}

function checkAll(outcome: Outcome, parts: readonly Outcome[], refuse: (text: string) => void): void {
  for (const part of parts) addOutcome(outcome, part);
  const valid = parts.filter(isValid).length;
  if (valid < parts.length) refuse(`must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`);
}

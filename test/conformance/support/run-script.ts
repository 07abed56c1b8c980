import { setTimeout as pause } from 'node:timers/promises';
import { isObject } from '../../../src/base/json.ts';
import type { Answer } from './answer.ts';
import type { Script, Step } from './script.ts';
import type { ServerUnderTest } from './server-under-test.ts';

const pauseMs = 50;
const mostTries = 200;

/** Sends the steps one after another, and gives the answers. */
export async function runScript(server: ServerUnderTest, script: Script): Promise<readonly Answer[]> {
  const namespace = namespaceOf(script);
  if (JSON.stringify(script.steps).includes('{{ns}}')) await makeNamespace(server, namespace);
  const answers: Answer[] = [];
  const named = new Map<string, unknown>();
  for (const step of script.steps) {
    const fill = (text: string): string => filled(text, namespace, named);
    const answer = await settled(server, {
      ...step,
      path: fill(step.path),
      ...(step.body === undefined ? {} : { body: fill(typeof step.body === 'string' ? step.body : JSON.stringify(step.body)) }),
    });
    if (step.as !== undefined) named.set(step.as, answer.body);
    answers.push(answer);
  }
  return answers;
}

async function settled(server: ServerUnderTest, step: Step): Promise<Answer> {
  let answer = await server.send(step);
  for (let tries = 1; step.until !== undefined && answer.status !== step.until && tries < mostTries; tries++) {
    await pause(pauseMs);
    answer = await server.send(step);
  }
  return answer;
}

/** Reproducible, and fit for a name. */
function namespaceOf({ name }: Script): string {
  return `s-${name.toLowerCase().replace(/[^a-z0-9]+/gu, '-')}`.slice(0, 60).replace(/-+$/u, '');
}

async function makeNamespace(server: ServerUnderTest, name: string): Promise<void> {
  const body = JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  const { status } = await server.send({ method: 'POST', path: '/api/v1/namespaces', body });
  if (status !== 201) throw new Error(`the namespace ${name} could not be made: ${status}`);
}

function filled(text: string, namespace: string, named: ReadonlyMap<string, unknown>): string {
  return text.replace(/\{\{(?<place>[\w.-]+)\}\}/gu, (whole, place: string) => {
    if (place === 'ns') return namespace;
    const [step = '', ...path] = place.split('.');
    const value = path.reduce<unknown>(
      (at, member) => (isObject(at) ? at[member] : Array.isArray(at) ? at[Number(member)] : undefined),
      named.get(step),
    );
    return value === undefined ? whole : String(value);
  });
}

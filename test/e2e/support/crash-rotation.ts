import assert from 'node:assert/strict';
import type { CaseResult } from './crash-cases.ts';
import type { CrashLane } from './crash-lane.ts';
import { create, remove } from './crash-life.ts';
import type { Mishap } from './crash-point.ts';
import { describePoint, faults } from './crash-point.ts';
import type { CrashSubject } from './crash-subjects.ts';
import { typeOf } from './object-types.ts';
import { isReady } from './objects.ts';

const namespace = 'default';
const name = 'probe-rotated';

/** Where a changed password may be lost or sent twice: its call, and the write of its hash. */
const points = [
  { call: 'ModifyDBInstance', nth: 1 },
  { call: 'PATCH instances/status', nth: 1 },
];

/** Changes a database's password with every mishap: it reaches AWS once, and again only where the process can't know that it did. */
export async function runRotations(lane: CrashLane, subject: CrashSubject): Promise<readonly CaseResult[]> {
  await create(lane, subject, name);
  assert.equal((await rotate(lane, 'quiet-rotation', undefined)).length, 1);
  const results: CaseResult[] = [];
  for (const mishap of points.flatMap((point) => faults.map((fault) => ({ point, fault })))) results.push(await runRotation(lane, mishap));
  await remove(lane, subject, name);
  return results;
}

async function runRotation(lane: CrashLane, mishap: Mishap): Promise<CaseResult> {
  const what = { kind: 'Instance', stage: 'rotate', point: describePoint(mishap.point), fault: mishap.fault } as const;
  const password = `rotated-${mishap.point.call.slice(0, 5).trim()}-${mishap.fault}`;
  try {
    const sent = await rotate(lane, password, mishap);
    assert.deepEqual(new Set(sent), new Set([password]));
    assert.ok(sent.length <= mostSent(mishap), `sent ${sent.length} times`);
    return { ...what, seen: `sent ${sent.length}x`, failure: undefined };
  } catch (error) {
    return { ...what, seen: 'FAILED', failure: error instanceof Error ? error.message : String(error) };
  }
}

/** Once, where it is known that the call did not arrive, or its hash was written; else it may be sent again. */
function mostSent({ point, fault }: Mishap): number {
  const isCall = point.call === 'ModifyDBInstance';
  return (isCall && fault === 'before') || (!isCall && fault !== 'before') ? 1 : 2;
}

/** Resolves with the passwords that reached AWS. */
async function rotate(lane: CrashLane, password: string, mishap: Mishap | undefined): Promise<readonly string[]> {
  const { environment } = lane;
  const ref = { kind: 'Instance', name };
  await lane.quiet();
  environment.resetCounts();
  const before = hashOf(await environment.read(ref));
  const patch = { stringData: { password } };
  const secret = { namespace, name: `${name}-password` };
  const reached = await lane.crash(name, mishap, () =>
    environment.client.patch(typeOf('Secret'), secret, patch, { kind: 'merge', fieldManager: 'crash-test' }),
  );
  assert.ok(reached);
  await environment.waitFor(ref, (object) => isReady(object) && hashOf(object) !== before, 60_000);
  await lane.lookedAtAnew(ref);
  return lane.mutations().flatMap(({ call }) => call.params['MasterUserPassword'] ?? []);
}

function hashOf(object: { readonly status?: Readonly<Record<string, unknown>> } | undefined): string {
  return JSON.stringify((object?.status?.['applied'] as { readonly secrets?: unknown } | undefined)?.secrets);
}

import { bucketDemand } from './bucket-demand.ts';
import type { Cost, Measured } from './cost.ts';
import { callsOfPairs } from './pairs.ts';
import { createPairs } from './phases/create-pairs.ts';
import { deepRound, type DeepRound } from './phases/deep-round.ts';
import { mend } from './phases/mend.ts';
import { noOp, type NoOp } from './phases/no-op.ts';
import { rest, type Rest } from './phases/rest.ts';
import { settle } from './phases/settle.ts';
import { startUp, type StartUp } from './phases/start-up.ts';
import type { Calls } from './simulated-cloud.ts';
import { onStage, type Stage, type StageOptions } from './stage.ts';

/** What so many pairs cost. Demands: seconds that AWS's buckets alone ask for, 0 without. */
export interface ScaleFigures {
  readonly pairs: number;
  readonly awsRate: StageOptions['awsRate'];
  readonly idleMegabytes: number;
  readonly create: Cost & { readonly demandSeconds: number };
  readonly rest: Rest;
  readonly mendOne: Cost;
  readonly mendMany: Cost & { readonly demandSeconds: number; readonly drifted: number };
  readonly noOp: NoOp;
  readonly startUp: StartUp;
  /** Not at AWS's rates: it takes hours. */
  readonly deepRound: DeepRound | undefined;
}

type FirstLife = Omit<ScaleFigures, 'pairs' | 'awsRate' | 'startUp' | 'deepRound'>;

const mostDrifted = 1_000;
/** Long enough for a start, short enough to be waited for. */
const shortDeepInterval = '--deep-interval=60s';

/** One after the other: create, rest, drift of one and of many, passes with nothing to do, a new start. */
export function measureScale(options: StageOptions, pairs: number): Promise<ScaleFigures> {
  return onStage(options, async (stage) => {
    const { awsRate } = options;
    const firstLife = await liveFirst(stage, pairs);
    const { figures, controller } = await startUp(stage, 2 * pairs, awsRate === 'unlimited' ? [shortDeepInterval] : []);
    const deep = awsRate === 'unlimited' ? await deepRound({ controller, cloud: stage.cloud }, pairs) : undefined;
    await controller.stop();
    return { pairs, awsRate, ...firstLife, startUp: figures, deepRound: deep };
  });
}

async function liveFirst(stage: Stage, pairs: number): Promise<FirstLife> {
  const { awsRate, sweepSeconds } = stage.options;
  const demand = (calls: Calls): number => (awsRate === 'published' ? bucketDemand(calls) : 0);
  const controller = await stage.startController();
  const measured: Measured = { controller, cloud: stage.cloud };
  const idleMegabytes = Math.round((await controller.probe()).residentBytes / 2 ** 20);
  const createDemand = demand(callsOfPairs(pairs));
  const create = await createPairs(stage, measured, pairs, createDemand);
  await settle(measured, sweepSeconds);
  const atRest = await rest(measured, sweepSeconds);
  const mendOne = await mend(measured, 1);
  // Those that drift next have to be over their settle time.
  await settle(measured, sweepSeconds);
  const drifted = Math.min(pairs, mostDrifted);
  const mendMany = await mend(measured, drifted);
  const passes = await noOp(stage, measured, 2 * pairs);
  await controller.stop();
  return {
    idleMegabytes,
    create: { ...create, demandSeconds: createDemand },
    rest: atRest,
    mendOne,
    mendMany: { ...mendMany, drifted, demandSeconds: demand({ CreateTags: drifted }) },
    noOp: passes,
  };
}
